import type { CDPSession } from 'puppeteer-core'
import type { Browser, Emulation, Engine, NetworkConditions, OpenOptions } from './engine.ts'
import { launchPuppeteer } from './launchPuppeteer.ts'
import { puppeteerPage } from './puppeteerPage.ts'

const ARGS = [
  '--no-sandbox', // as root, and where user namespaces are closed (Ubuntu 24.04), Chromium has no other way
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]
const UNLIMITED: NetworkConditions = { latencyMs: 0, downBytesPerSecond: -1, upBytesPerSecond: -1 }

export function openChromium(engine: Engine, options: OpenOptions): Promise<Browser> {
  const { colorScheme, reducedMotion, forcedColors, locale = 'en-US', touch = false } = options
  const special = {
    args: [...ARGS, `--lang=${locale}`, `--accept-lang=${locale}`, ...(options.args ?? [])],
    env: { LANGUAGE: locale.replace('-', '_') },
  }
  return launchPuppeteer(engine, options, special, async (puppeteer) => {
    const tab = await puppeteer.newPage()
    const page = puppeteerPage(engine, tab, emulator(await tab.createCDPSession()), touch)
    const { width = 1000, height = 800, ...more } = options.viewport ?? {}
    await page.setViewport(width, height, more)
    const media = { colorScheme, reducedMotion, forcedColors }
    if (Object.values(media).some((value) => value !== undefined)) await page.emulate(media as Emulation)
    return page
  })
}

/** The protocol replaces every feature at each call, so what was asked before is remembered. */
function emulator(session: CDPSession): (asked: Emulation) => Promise<void> {
  let now: Emulation = {}
  return async (asked) => {
    now = { ...now, ...asked }
    const { colorScheme = '', reducedMotion, forcedColors, cpuSlowdown, network, offline } = now
    await session.send('Emulation.setEmulatedMedia', {
      features: [
        { name: 'prefers-color-scheme', value: colorScheme },
        { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : '' },
        { name: 'forced-colors', value: forcedColors ? 'active' : '' },
      ],
    })
    if (asked.lowMemory) await session.send('HeapProfiler.collectGarbage')
    if (asked.cpuSlowdown) await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown ?? 1 })
    if (asked.offline === undefined && asked.network === undefined) return
    const { latencyMs, downBytesPerSecond, upBytesPerSecond } =
      network === undefined || network === 'full-speed' ? UNLIMITED : network
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: offline ?? false,
      latency: latencyMs,
      downloadThroughput: downBytesPerSecond,
      uploadThroughput: upBytesPerSecond,
    })
  }
}
