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
export { Unsupported } from './Unsupported.ts'
