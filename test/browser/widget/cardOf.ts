import type { SurveyInput } from '../../../src/schema/index.ts'
import { widgetFiles } from '../../gallery/page.mjs'
import { type Page, type Route, type Server, serve } from '../harness/index.ts'

/** The strictest policy a page may have. */
const POLICY =
  "default-src 'none'; script-src 'self'; img-src data:; connect-src 'self'; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

export const html = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>Shop</title>${head}<script type="module" src="/stage.js"></script></head>
<body><main><h1>Shop</h1><button id="before">Buy</button><input id="field" aria-label="Search">${body}</main></body></html>`

/** A server of the widget, and of the pages of one test file. */
export async function serveWidget(pages: Record<string, Route> = {}): Promise<Server> {
  const files = [...(await widgetFiles())].map(([path, body]): [string, Route] => [
    path,
    { headers: { 'content-type': 'text/javascript;charset=utf-8' }, body },
  ])
  return serve({
    '/': { headers: { 'content-security-policy': POLICY }, body: html('') },
    ...Object.fromEntries(files),
    ...pages,
  })
}

interface Options {
  survey?: Partial<SurveyInput>
  [option: string]: unknown
}

const SURVEY: SurveyInput = {
  id: 'order',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after' },
  questions: [{ id: 'nps', type: 'nps', prompt: 'How likely are you to recommend us?' }],
}

interface Stage {
  records: { type: string; seq: number; value?: unknown; [field: string]: unknown }[]
  events: { type: string; [field: string]: unknown }[]
  errors: string[]
  saved?: unknown
  keeps: number
}

/** Opens a card on a page of `serveWidget` and reads it. */
export function cardOf(page: Page) {
  /** Reads a property or calls a function of the first element found in the card. */
  const read = <T>(selector: string, expression: string) =>
    page.eval<T, []>(
      `((element) => ${expression})(document.querySelector('pulso-survey')?.shadowRoot.querySelector(${JSON.stringify(selector)}))`,
    )
  return {
    read,
    async open({ survey, ...options }: Options = {}) {
      await page.waitFor(() => 'openCard' in window)
      const all = JSON.stringify({ ...options, survey: { ...SURVEY, ...survey } })
      await page.eval(`window.openCard(${all})`)
      await page.waitFor(`!!document.querySelector('pulso-survey')`)
      await page.eval(() => new Promise((done) => setTimeout(done, 350))) // earlier taps would be taken for mistakes
    },
    path: (selector: string) => `pulso-survey >>> ${selector}`,
    option: (value: string | number) => `pulso-survey >>> input[value="${value}"]`,
    stage: () =>
      page.eval<Stage, []>(
        '({ records: stage.records, events: stage.events, errors: stage.errors, saved: stage.saved, keeps: stage.keeps })',
      ),
    text: () => read<string>('.body', 'element?.textContent'),
    said: () => read<string>('[role=status]', 'element?.textContent'),
    isOpen: () => page.eval<boolean, []>(`!!document.querySelector('pulso-survey')`),
    waitForRecord: (type: string) =>
      page.waitFor(`stage.records.some((record) => record.type === '${type}')`),
  }
}
