import { html } from 'hono/html'

/** What `html` gives: text in which every value was escaped. */
export type Markup = ReturnType<typeof html>

/** The frame of each page. Addresses are relative, so the page may live under a path of a proxy. */
export function layout(title: string, body: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="./page.css">
</head>
<body>${body}</body>
</html>`
}

/** The mark: one pulse. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9"/><path d="M6 17h5l3-8 5 15 3-7h4"/></svg>`
