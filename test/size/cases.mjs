import { setTimeout as sleep } from 'node:timers/promises'

// The cases of the size budget (gzip -9 of what the browser receives). `surveys` is the file of the page;
// `drive(page, answered)` does what a visitor does there, `before` what was done on an earlier visit; `answered()`
// resolves when the collector has acknowledged.

const free = { coolDownDays: 0, recontactDays: 0, maxPerSession: 1000 }
const survey = (id, question, more) => ({
  id,
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-confirmed', phase: 'after' },
  trigger: [{ on: 'event', name: 'order_completed', where: [{ key: 'value', op: 'gt', value: 50 }] }],
  eligibility: free,
  questions: [{ id: 'q', prompt: 'How likely is it that you would recommend us to a friend?', ...question }],
  ...more,
})

const choices = [
  { id: 'a', label: 'This' },
  { id: 'b', label: 'That' },
]

/** Every question type and variant, every trigger, every way to present. Nothing fires but what is asked for. */
const everything = [
  survey('nps', { type: 'nps', comment: { prompt: 'Why?' } }, { trigger: [{ on: 'manual' }] }),
  survey('csat', { type: 'csat' }, { trigger: [{ on: 'page', url: '/elsewhere/*' }] }),
  survey('ces', { type: 'ces' }, { trigger: [{ on: 'click', selector: '#never' }] }),
  survey('stars', { type: 'rating', display: 'stars' }, { trigger: [{ on: 'view', selector: '#never' }] }),
  survey('faces', { type: 'rating', display: 'faces', points: 5 }, { trigger: [{ on: 'scroll', depth: 1 }] }),
  survey('thumbs', { type: 'rating', display: 'thumbs' }, { trigger: [{ on: 'dwell', afterMs: 3_600_000 }] }),
  survey('emotion', { type: 'emotion' }, { trigger: [{ on: 'inactivity', afterMs: 3_600_000 }] }),
  survey('grid', { type: 'emotion-grid' }, { trigger: [{ on: 'exit' }] }),
  survey('one', { type: 'choice', choices, other: true }),
  survey(
    'many',
    { type: 'choice', choices, multiple: true, shuffle: true },
    { presentation: { mode: 'modal' } },
  ),
  survey(
    'agreement',
    { type: 'agreement', points: 7 },
    { presentation: { mode: 'inline', target: '#inline' } },
  ),
  survey('text', { type: 'text' }),
  survey('contact', { type: 'contact', fields: ['name', 'email', 'phone'], consent: 'You may write to me.' }),
  survey('link', { type: 'link', label: 'Review us', href: 'https://example.com/' }),
]

/** Clicks as a person does: what came up under the finger a moment ago is not meant, and Pulso does not count it. */
const tap = async (page, selector) => {
  const element = await page.waitForSelector(`pulso-survey >>> ${selector}`, { visible: true })
  await sleep(500)
  await element.click()
}
const NINE = '.scale label:nth-child(10)'

const nps = survey('nps', { type: 'nps' }, { eligibility: {} })

async function answerNps(page, answered) {
  await page.evaluate(() => window.pulso('track', 'order_completed', { value: 120, currency: 'EUR' }))
  await tap(page, NINE)
  await page.waitForSelector('pulso-survey >>> .thanks', { visible: true })
  await answered()
}

export const cases = [
  {
    name: 'loader',
    title: 'loader: everything a page loads before a survey is due',
    budget: 3500,
    surveys: [nps],
    // A visitor who answered before, with an empty cache: nothing is due, so nothing is fetched ahead.
    before: answerNps,
    async drive() {},
  },
  {
    name: 'nps',
    title: 'loader + all it takes to show one NPS question, keep its answer and send it',
    budget: 11_500,
    held: 17_380, // what it is today: CI lets nothing grow while the budget is missed
    surveys: [nps],
    drive: answerNps,
  },
  {
    name: 'targeted',
    title: 'loader with every trigger armed, nobody eligible (no budget of its own: part of the last case)',
    surveys: everything.map((each) => ({
      ...each,
      eligibility: { traits: [{ key: 'plan', value: 'none' }] },
    })),
    async drive() {},
  },
  {
    name: 'all',
    title: 'the same with every question type and every trigger',
    budget: 14_600,
    held: 26_670,
    surveys: everything,
    async drive(page, answered) {
      for (const { id } of everything) {
        const shown = await page.evaluate((id) => window.pulso.show(id, { force: true }), id)
        if (!shown) throw new Error(`The survey "${id}" did not show.`)
        await page.waitForSelector('pulso-survey >>> legend, pulso-survey >>> .q', { visible: true })
        if (id === 'nps') await tap(page, NINE)
        await tap(page, '.x')
        await page.waitForSelector('pulso-survey', { hidden: true })
      }
      await page.evaluate(() => window.pulso.flush())
      await answered()
    },
  },
]
