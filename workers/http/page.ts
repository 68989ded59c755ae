/** A plain page of our own, for moments at which the app cannot be there. No script, no style from elsewhere. */
export function page(title: string, text: string, form: { action: string; label: string } | null): Response {
	const button = form
		? `<form method="post" action="${escapeHtml(form.action)}"><button autofocus>${escapeHtml(form.label)}</button></form>`
		: "";
	const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/plain.css"><link rel="icon" href="/icon.svg"><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${button}</main></html>`;
	return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
