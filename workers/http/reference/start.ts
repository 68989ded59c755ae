import { type Html, html } from "./html.ts";

const code = (label: string, text: string): Html =>
	html`<pre tabindex="0" aria-label="${label}"><code>${text}</code></pre>`;

/** From nothing to a mail that a person approved, in requests that can be copied one after the other. */
export const gettingStarted = (): Html => html`<section id="start" aria-labelledby="start-name">
<h2 id="start-name"><a class="anchor" href="#start">Getting started</a></h2>
<ol class="steps">
<li><h3>Get a key</h3>
<p>A tenant admin makes keys, and sees each once. On your own machine <code>npm start</code> prints one. The first request says whose key it is.</p>
${code(
	"Get a key",
	`export URL=http://127.0.0.1:8787
export ACCOUNT=skyvera
export KEY=aa_key_…

curl "$URL/v1/accounts/$ACCOUNT" -H "Authorization: Bearer $KEY"`,
)}</li>
<li><h3>Post an email</h3>
<p>Any mail as it came, headers and all. The answer, <code>202</code>, names the signal that it became. From then on it cannot be lost.</p>
${code(
	"Post an email",
	`cat > mail.eml <<'EOF'
From: Mara Ellingsen <mara@brightfen.example>
To: sales@in.skyvera.example
Subject: Pricing for 85 seats
Message-ID: <first@brightfen.example>
Content-Type: text/plain; charset=utf-8

Hello, we need 85 seats by March. Our budget is EUR 90,000. What would it cost?
EOF

curl -X POST "$URL/v1/accounts/$ACCOUNT/signals/email" \\
  -H "Authorization: Bearer $KEY" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -H "Content-Type: message/rfc822" \\
  --data-binary @mail.eml

export SIGNAL=s-…`,
)}</li>
<li><h3>Read the run</h3>
<p>Within moments the signal is <code>delivered</code> and names its deal. The run shows each step with its exact input and output.</p>
${code(
	"Read the run",
	`curl "$URL/v1/accounts/$ACCOUNT/signals/$SIGNAL" -H "Authorization: Bearer $KEY"

export DEAL=d-…
curl "$URL/v1/accounts/$ACCOUNT/deals/$DEAL/runs?limit=1" -H "Authorization: Bearer $KEY"`,
)}</li>
<li><h3>Approve</h3>
<p>What the crew would send waits for a person, or for a key with the scope <code>decide</code>. Send the <code>digest</code> of exactly what you read: a draft that has changed since is not approved by it.</p>
${code(
	"Approve",
	`curl "$URL/v1/accounts/$ACCOUNT/approvals" -H "Authorization: Bearer $KEY"

export APPROVAL=a-…
export DIGEST=…
curl -X POST "$URL/v1/accounts/$ACCOUNT/approvals/$APPROVAL/approve" \\
  -H "Authorization: Bearer $KEY" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -H "Content-Type: application/json" \\
  -d "{\\"digest\\":\\"$DIGEST\\"}"`,
)}</li>
</ol>
</section>`;
