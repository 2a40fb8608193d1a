import { html } from 'hono/html'
import type { Choices } from '../live/createLive.ts'
import { SEGMENT_PREFIX } from '../live/readLiveFilter.ts'
import { dayText, titleOf } from './format.ts'
import { type Markup, notice } from './layout.ts'
import type { View } from './View.ts'

export interface FilterOptions {
  choices: Choices
  /** Names of touchpoints by id, from the programme. */
  names: ReadonlyMap<string, string>
  /** Beside the modes. */
  actions?: Markup
  /** Further fields of the page itself, which the form keeps. */
  also?: readonly (readonly [key: string, value: string])[]
}

/** Live or test, and a form that opens: which records the page is about. It works by links and a plain GET. */
export function filterForm(view: View, { choices, names, actions = '', also = [] }: FilterOptions): Markup {
  const { words, filter, page, problems } = view
  const modes = [
    ['live', words.live],
    ['test', words.test],
  ] as const
  const nameOf = (id: string) => names.get(id) ?? titleOf(id)
  const kept = [...view.carried.filter(([key]) => key === 'lang' || key === 'mode'), ...also]
  const lists = [
    list('project', words.project, choices.projects.length > 1 ? choices.projects : [], filter.project),
    list('touchpoint', words.touchpoint, choices.touchpoints, filter.touchpoint, nameOf),
    list('channel', words.channel, choices.channels, filter.channel, titleOf),
    ...Object.entries(choices.segments).map(([name, values]) =>
      list(SEGMENT_PREFIX + name, titleOf(name), values, filter.segments[name]),
    ),
  ]
  return html`<div class="filters">
<nav class="switch" aria-label="${words.mode}">${modes.map(
    ([mode, name]) =>
      html`<a href="${view.link(page, { mode, ...Object.fromEntries(also) })}" ${mode === filter.mode ? html`aria-current="true"` : ''}>${name}</a>`,
  )}</nav>
<details class="filter"><summary><span>${words.filter}: <b>${sentence(view, nameOf)}</b></span></summary>
<form method="get" class="fields">
${kept.map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}">`)}
${day('from', words.from, filter.from)}${day('to', words.to, filter.to)}${lists}
<div class="buttons"><button class="main">${words.apply}</button><a class="button" href="${cleared(view, also)}">${words.clear}</a></div>
</form></details>
${actions}</div>
${problems.includes('day') ? notice(words.noDay) : ''}${problems.includes('segment') ? notice(words.noSegment) : ''}
${filter.mode === 'test' ? notice(words.testNote) : ''}`

  function list(
    name: string,
    label: string,
    values: readonly string[],
    chosen: string | undefined,
    say = (value: string) => value,
  ): Markup {
    const all = chosen === undefined || values.includes(chosen) ? values : [chosen, ...values]
    if (all.length === 0) return ''
    return html`<label>${label}<select name="${name}"><option value="">${words.all}</option>${all.map(
      (value) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${say(value)}</option>`,
    )}</select></label>`
  }
  function day(name: string, label: string, value: string | undefined): Markup {
    return html`<label>${label}<input type="date" name="${name}" value="${value ?? ''}"></label>`
  }
}

const cleared = (view: View, also: FilterOptions['also'] = []): string =>
  view.link(view.page, {
    ...Object.fromEntries(
      view.carried.flatMap(([key]) => (key === 'lang' || key === 'mode' ? [] : [[key, null]])),
    ),
    ...Object.fromEntries(also),
  })

/** The filter in words. */
function sentence({ filter, words, locale }: View, nameOf: (id: string) => string): string {
  const { from, to, project, touchpoint, channel, segments } = filter
  const days = [from && dayText(from, locale), to && dayText(to, locale)]
  const parts = [
    from || to ? `${days[0] ?? '…'} – ${days[1] ?? '…'}` : undefined,
    project,
    touchpoint && nameOf(touchpoint),
    channel && titleOf(channel),
    ...Object.entries(segments).map(([name, value]) => `${titleOf(name)}: ${value}`),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? words.everything : parts.join(' · ')
}
