import type { CDPSession } from 'puppeteer-core'

export type EngineName = 'chromium' | 'firefox' | 'webkit'

/** What some engine cannot do; everything else every engine can. Ask with `engine.can(feature)`. */
export type Feature =
  | 'tap' // `page.tap()`, `page.swipe()`: trusted touch events
  | 'touch' // `open({ touch: true })`: a coarse pointer, `ontouchstart`
  | 'mobile' // a mobile viewport, which obeys `<meta name="viewport">`
  | 'deviceScaleFactor' // changed while the browser runs; every engine takes it in `open()`
  | 'colorScheme'
  | 'reducedMotion'
  | 'forcedColors'
  | 'offline'
  | 'cpuSlowdown'
  | 'network' // latency and bandwidth
  | 'lowMemory'
  | 'cdp'

export interface Viewport {
  width: number
  height: number
  /** Device pixels per CSS pixel. @defaultValue `1` */
  deviceScaleFactor?: number
  mobile?: boolean
}

/** Media features. In Firefox and WebKit they hold for every tab of the browser, in Chromium for the page. */
export interface Media {
  colorScheme?: 'light' | 'dark'
  reducedMotion?: boolean
  forcedColors?: boolean
}

/** A slow network, per page. */
export interface NetworkConditions {
  latencyMs: number
  downBytesPerSecond: number
  upBytesPerSecond: number
}

export interface Emulation extends Media {
  /** Also turns `navigator.onLine` and fires `online` and `offline`. */
  offline?: boolean
  /** 1 is full speed, 6 a slow phone. */
  cpuSlowdown?: number
  network?: NetworkConditions | 'full-speed'
  /** Collects at once what nothing holds any more. */
  lowMemory?: true
}

export interface OpenOptions extends Media {
  /** Folder that holds the profile and outlives the browser. Without one: a private folder, deleted at the end. */
  profile?: string
  /** @defaultValue `{ width: 1000, height: 800 }` */
  viewport?: Viewport
  touch?: boolean
  /** BCP 47, for `navigator.languages` and `Accept-Language`. @defaultValue `en-US` */
  locale?: string
  /** More command-line arguments for Chromium and Firefox. */
  args?: readonly string[]
}

/** A path through open shadow roots, host first: `['pulso-survey', 'button']` or `'pulso-survey >>> button'`. */
export type SelectorPath = string | readonly string[]

/** A function that runs in the page (it sees its arguments only), or the text of one expression. */
export type PageFunction<T, A extends readonly unknown[]> = string | ((...args: A) => T | Promise<T>)

/** One tab. Input brings a hidden tab to the front first, as a person would. */
export interface Page {
  readonly engine: Engine
  goto(url: string): Promise<void>
  reload(): Promise<void>
  /** Arguments and value are JSON. A promise is awaited; what the function throws is thrown here. */
  eval<T, A extends readonly unknown[]>(fn: PageFunction<T, A>, ...args: A): Promise<T>
  /** Asks again until the answer is truthy, and returns it. @throws Error after `timeoutMs`, 10 s unless told. */
  waitFor<T, A extends readonly unknown[]>(
    fn: PageFunction<T, A>,
    options?: WaitOptions,
    ...args: A
  ): Promise<T>
  /** Waits for the element, until it stands still, and gives its centre a trusted click: whatever lies on top gets it. */
  click(path: SelectorPath): Promise<void>
  /** The same with a finger. */
  tap(path: SelectorPath): Promise<void>
  /** Draws a finger from one point to another, in ten steps of `stepMs`, and lifts it. */
  swipe(from: Point, to: Point, stepMs: number): Promise<void>
  /** Trusted key: `Tab`, `Shift+Tab`, `Enter`, `Escape`, `ArrowRight`, `7`, `Control+Enter`, `Space` … */
  key(name: string): Promise<void>
  /** Trusted keys, one for each character. */
  type(text: string): Promise<void>
  moveMouse(x: number, y: number): Promise<void>
  /** Turns the wheel where the mouse is, by CSS pixels. */
  wheel(dx: number, dy: number): Promise<void>
  /** The viewport as PNG, also written to `path` when there is one. */
  screenshot(path?: string): Promise<Buffer>
  setViewport(width: number, height: number, more?: Omit<Viewport, 'width' | 'height'>): Promise<void>
  emulate(emulation: Emulation): Promise<void>
  /** Makes this the visible tab; the one before is hidden. */
  toFront(): Promise<void>
  /**
   * Uncaught errors, unhandled rejections, console errors and policy violations so far.
   * WebKit does not say which tab spoke: there, those of all tabs since this one opened.
   */
  consoleErrors(): Promise<string[]>
  /** A raw DevTools session. @throws Unsupported outside Chromium. */
  cdp(): Promise<CDPSession>
  close(): Promise<void>
}

/** A place in the viewport, in CSS pixels. */
export interface Point {
  x: number
  y: number
}

export interface WaitOptions {
  /** @defaultValue `10_000` */
  timeoutMs?: number
}

export interface Browser {
  readonly engine: Engine
  /** Folder of the profile; give it to `open()` again to come back. */
  readonly profile: string
  /** A new tab, in front. All tabs of one browser share the profile. */
  newPage(url?: string): Promise<Page>
  /** Kills every process of the browser at once (SIGKILL) and waits until they are gone. The profile stays. */
  kill(): Promise<void>
  /** Ends it in good order. A private profile goes with it. */
  close(): Promise<void>
}

export interface Engine {
  readonly name: EngineName
  can(feature: Feature): boolean
  open(options?: OpenOptions): Promise<Browser>
}
