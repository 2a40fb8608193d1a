import { setTimeout as sleep } from 'node:timers/promises'
import { probe } from './probe.mjs'

const IDLE_MS = 2000 // without a request, after `load`
const READ_MS = 1000 // before the tap: nobody answers what has just appeared
const SETTLE_MS = 1500 // for a second request after the answer, where requests are counted
const DELIVERY_MS = 12_000
const QUIET_LIMIT_MS = 30_000

/**
 * One visitor: a fresh browser context loads the page, which then idles for 2 s; the trigger fires; the question is
 * tapped; the answer arrives; then the same page is loaded again with what the browser has cached, and triggered again.
 *
 * @returns Times in milliseconds, bytes as received (headers left out), heap in bytes after a garbage collection.
 */
export async function visit(browser, entry, condition, server, seed = 0) {
  const context = await browser.createBrowserContext()
  try {
    if (entry.cameBefore) await comeBefore(context, entry, server)
    const page = await context.newPage()
    const errors = []
    page.on('pageerror', (error) => errors.push(String(error)))
    await page.setViewport({ width: 1280, height: 800 })
    await page.evaluateOnNewDocument(probe)
    const cdp = await page.createCDPSession()
    await cdp.send('Performance.enable')
    await cdp.send('Network.enable')
    await cdp.send('Network.clearBrowserCache')
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: condition.cpu })
    if (condition.network) await cdp.send('Network.emulateNetworkConditions', condition.network)
    if (entry.loadOnly) await page.tracing.start({ categories: ['devtools.timeline'] })

    const wire = watchNetwork(cdp)
    server.log.length = 0
    const metrics = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics')
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
    }
    const heap = async () => {
      await cdp.send('HeapProfiler.collectGarbage')
      return (await metrics()).JSHeapUsedSize
    }
    const load = async (go) => {
      wire.restart()
      await go()
      await page.waitForFunction(() => window.entry.ready(), { timeout: 30_000, polling: 100 })
      await wire.quiet(IDLE_MS)
    }

    const result = {}
    await load(() => page.goto(`${server.site}/${entry.name}`, { waitUntil: 'load' }))
    // The phase of the trigger against the display's clock is drawn, so that no entry always just makes a frame.
    await sleep(seed % 17)
    const idle = await metrics()
    result.loadScriptMs = idle.ScriptDuration * 1000
    result.loadRequests = wire.requests - 1 // the page itself
    result.loadBytes = wire.bytes - wire.documentBytes
    if (entry.loadOnly) {
      result.evaluateMs = evaluation(await page.tracing.stop())
      result.heapBytes = await heap()
      return Object.assign(result, await seen(page, Number.POSITIVE_INFINITY))
    }

    const dueAt = await page.evaluate(() => window.probe.now())
    result.coldMs = await page.evaluate(() => window.probe.show())
    const shown = await metrics()
    result.showScriptMs = (shown.ScriptDuration - idle.ScriptDuration) * 1000
    result.heapBytes = await heap()

    result.thanksMs = await answer(page, entry, server)
    if (condition.cpu === 1) await sleep(SETTLE_MS)
    result.serviceRequests = server.log.filter(
      ({ method, path }) => method === 'POST' && !STATIC.test(path),
    ).length
    result.preflights = server.log.filter(({ method }) => method === 'OPTIONS').length
    result.bytes = wire.bytes - wire.documentBytes
    Object.assign(result, await seen(page, dueAt))

    await load(() => page.reload({ waitUntil: 'load' }))
    await sleep((seed >> 4) % 17)
    result.warmMs = await page.evaluate(() => window.probe.show())
    if (errors.length) throw new Error(`the page threw: ${errors}`)
    return result
  } finally {
    await Promise.race([context.close(), sleep(5000)])
  }
}

/** An earlier visit, at full speed, on which the question was answered and the answer sent. */
async function comeBefore(context, entry, server) {
  const page = await context.newPage()
  await page.evaluateOnNewDocument(probe)
  server.log.length = 0
  await page.goto(`${server.site}/${entry.name}`)
  await page.waitForFunction(() => window.entry.ready(), { timeout: 30_000, polling: 100 })
  await page.evaluate(() => window.probe.show())
  await answer(page, entry, server)
  await sleep(SETTLE_MS)
  await page.close()
}

/** Taps the score, as a person does who has read the question, and waits for the thank-you and the delivery. */
async function answer(page, entry, server) {
  await sleep(READ_MS)
  const [x, y] = await page.evaluate(() => window.probe.aim())
  await page.mouse.click(x, y)
  const thanksMs = await page.evaluate(() => window.probe.thanked())
  const arrived = () => server.log.some(({ method, body }) => method === 'POST' && entry.answered(body))
  for (const end = Date.now() + DELIVERY_MS; !arrived(); await sleep(20))
    if (Date.now() > end) throw new Error('the answer did not arrive')
  return thanksMs
}

/** Milliseconds in which the script files of a trace were evaluated, compilation included, callbacks left out. */
function evaluation(trace) {
  const { traceEvents } = JSON.parse(Buffer.from(trace).toString())
  return traceEvents
    .filter(({ name, args }) => name === 'EvaluateScript' && /\.js$/.test(args.data?.url))
    .reduce((sum, { dur }) => sum + dur / 1000, 0)
}

/** Long tasks before and after the survey was due, and layout shift, as the page itself saw them. */
async function seen(page, dueAt) {
  const { longTasks, shift } = await page.evaluate(() => window.probe.seen)
  const before = longTasks.filter(([startAt]) => startAt < dueAt).length
  return {
    shift,
    loadLongTasks: before,
    showLongTasks: longTasks.length - before,
    longestTaskMs: Math.max(0, ...longTasks.map(([, ms]) => ms)),
  }
}

const STATIC = /^\/(static|array)\//

/** Counts what the page receives, from the browser's own network log. */
function watchNetwork(cdp) {
  const open = new Map()
  const watch = { requests: 0, bytes: 0, documentBytes: 0 }
  let document
  let lastAt = Date.now()
  cdp.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    if (request.url.startsWith('data:')) return
    watch.requests++
    open.set(requestId, request.url)
    if (type === 'Document') document = requestId
    lastAt = Date.now()
  })
  cdp.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    watch.bytes += encodedDataLength
    if (requestId === document) watch.documentBytes += encodedDataLength
  })
  const ended = ({ requestId }) => {
    open.delete(requestId)
    lastAt = Date.now()
  }
  cdp.on('Network.loadingFinished', ended)
  cdp.on('Network.loadingFailed', ended)
  return Object.assign(watch, {
    /** Forgets what the page before has in flight: the browser may never tell how it ended. */
    restart: () => open.clear(),
    async quiet(ms) {
      const end = Date.now() + QUIET_LIMIT_MS
      lastAt = Date.now()
      while (open.size > 0 || Date.now() - lastAt < ms) {
        if (Date.now() > end) throw new Error(`still loading: ${[...open.values()]}`)
        await sleep(25)
      }
    },
  })
}
