import { html } from 'hono/html'
import type { PageName, View } from './View.ts'
import { WORDS } from './words.ts'

/** What `html` gives: text in which every value was escaped. */
export type Markup = ReturnType<typeof html> | ''

/** The frame of each page. Addresses are relative, so the page may live under a path of a proxy. */
export function layout(
  { locale }: Pick<View, 'locale'>,
  title: string,
  body: Markup,
): ReturnType<typeof html> {
  return html`<!doctype html>
<html lang="${locale}">
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

/** The frame of who is signed in: the pages, the language, the way out. */
export function signedIn(view: View, title: string, body: Markup): ReturnType<typeof html> {
  const { words, locale } = view
  const other = locale === 'en' ? 'es' : 'en'
  const pages: [PageName, string][] = [
    ['report', words.report],
    ['cases', words.cases],
    ['answers', words.answers],
  ]
  return layout(
    view,
    `${title} · ${words.title}`,
    html`<a class="skip" href="#content">${words.skip}</a>
<header class="bar"><div class="inner">
<span class="brand">${mark} <b>${words.title}</b></span>
<nav aria-label="${words.pages}">${pages.map(
      ([page, name]) =>
        html`<a href="${view.link(page)}" ${page === view.page ? html`aria-current="page"` : ''}>${name}</a>`,
    )}</nav>
<div class="actions"><a class="quiet" lang="${other}" hreflang="${other}" href="${view.link(view.page, { lang: other })}">${WORDS[other].name}</a>
<form method="post" action="./logout"><button class="quiet">${words.signOut}</button></form></div>
</div></header>
<main id="content">${body}</main>`,
  )
}

/** The mark: one pulse. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9"/><path d="M6 17h5l3-8 5 15 3-7h4"/></svg>`

/** What the reader must know before the numbers. */
export const notice = (text: string): Markup => html`<p class="notice" role="status">${text}</p>`
