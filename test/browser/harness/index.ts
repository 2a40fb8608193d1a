// One small interface over three real engines, for vitest in Node:
//
//     forEachEngine((engine) => {
//       it('keeps the answer when the tab is killed', async () => {
//         const server = await serve({ '/': page, '/dist/': { folder } })
//         const browser = await engine.open()
//         const page = await browser.newPage(server.origin)
//         await page.click('pulso-survey >>> button')
//       })
//     })
//
// A start of Firefox costs five seconds of processor time: open one browser per file, and new tabs for new pages.

export type { Route } from './answerWith.ts'
export type {
  Browser,
  Emulation,
  Engine,
  EngineName,
  Feature,
  Media,
  NetworkConditions,
  OpenOptions,
  Page,
  PageFunction,
  SelectorPath,
  Viewport,
  WaitOptions,
} from './engine.ts'
export { forEachEngine } from './forEachEngine.ts'
export { open } from './open.ts'
export { type DrawFault, type Fault, type LoggedRequest, type Server, serve } from './serve.ts'
export { storageWorks } from './storageWorks.ts'
export { Unsupported } from './Unsupported.ts'
