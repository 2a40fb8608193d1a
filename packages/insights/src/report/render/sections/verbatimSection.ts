import { type Context, section } from '../context.ts'
import { formatTick } from '../format.ts'
import { type Html, html } from '../html.ts'

/** What people wrote, masked, by touchpoint. */
export function verbatimSection(context: Context): Html {
  const { report, words, locale, nameOf, count } = context
  if (report.verbatims.length === 0)
    return section(
      'verbatims',
      words.verbatims,
      words.verbatimsLead,
      html`<p class="card">${words.noComments}</p>`,
    )
  const masked = (text: string) =>
    Object.entries(words.masks).reduce((done, [mask, own]) => done.replaceAll(mask, own), text)
  return section(
    'verbatims',
    words.verbatims,
    words.verbatimsLead,
    html`<div class="cards">${report.verbatims.map(
      ({ touchpoint, shown, n }) =>
        html`<article class="card"><header><h3>${nameOf(touchpoint)}</h3><span class="soft">${count(n)} ${words.comments}</span></header>${shown.map(
          ({ text, tone, audience, score, range }) =>
            html`<blockquote class="${tone}"><p>${masked(text)}</p><footer class="soft">${[
              audience === 'employee' ? words.employees : words.customers,
              words.tones[tone],
              score === null || !range ? '' : formatTick(score, { unit: 'mean', range }, locale),
            ]
              .filter((part) => part !== '')
              .join(' · ')}</footer></blockquote>`,
        )}</article>`,
    )}</div>`,
  )
}
