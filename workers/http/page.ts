type Page = {
	readonly title: string;
	readonly text: string;
	readonly status?: number;
	readonly form?: { readonly action: string; readonly label: string };
	readonly link?: { readonly to: string; readonly label: string };
};

/** A plain page of our own, for moments at which the app cannot be there. No script, no style from elsewhere. */
export function page({ title, text, status = 200, form, link }: Page): Response {
	const button = form
		? `<form method="post" action="${escapeHtml(form.action)}"><button autofocus>${escapeHtml(form.label)}</button></form>`
		: "";
	const way = link ? `<p class="way"><a href="${escapeHtml(link.to)}">${escapeHtml(link.label)}</a></p>` : "";
	const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/plain.css"><link rel="icon" href="/icon.svg"><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${button}${way}</main></html>`;
	return new Response(html, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
