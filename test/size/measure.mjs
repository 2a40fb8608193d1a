import { setTimeout as sleep } from 'node:timers/promises'
import { cases } from './cases.mjs'
import { launchChromium } from './launch.mjs'
import { brotli, serve } from './serve.mjs'

const QUIET_MS = 1000
const LIMIT_MS = 20_000

/**
 * Opens each case in a real browser and reads its network log.
 *
 * @param dist - folder of the build.
 * @returns Per case the script files that arrived: bytes as they are, gzip -9 as received, brotli 11; the sums;
 * requests to the collector and CORS preflights.
 */
export async function measure(dist) {
  const server = await serve(
    ({ service }) => ({
      pages: Object.fromEntries(
        cases.flatMap(({ name, surveys }) => [
          [`/${name}`, page(name, service)],
          [`/${name}.json`, JSON.stringify(surveys)],
        ]),
      ),
      folders: { '/pulso/': dist },
    }),
    'gzip',
  )
  const browser = await launchChromium()
  try {
    const results = []
    for (const each of cases) results.push(await open(browser, server, each))
    return results
  } finally {
    await browser.close()
    await server.close()
  }

  function page(name, service) {
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<script>window.pulso=window.pulso||((...args)=>{(pulso.q=pulso.q||[]).push(args)})</script>
<script async src="/pulso/pulso.js" data-key="size" data-endpoint="${service}/v1/records" data-surveys="/${name}.json"></script>
<h1>Thank you for your order</h1><div id="inline"></div>`
  }
}

async function open(browser, server, { name, title, budget = null, held = budget, before, drive }) {
  const context = await browser.createBrowserContext()
  try {
    const page = await context.newPage()
    const errors = []
    page.on('pageerror', (error) => errors.push(String(error)))
    const cdp = await page.createCDPSession()
    await cdp.send('Network.enable')
    const log = watch(cdp)
    server.log.length = 0

    const answered = () =>
      until(() => server.log.some(({ body }) => body.includes('"completed"')), 'The answer did not arrive.')
    const visit = async () => {
      await page.goto(`${server.site}/${name}`)
      await log.quiet()
    }
    if (before) {
      await visit()
      await before(page, answered)
      await log.quiet()
      await cdp.send('Network.clearBrowserCache')
      await page.goto('about:blank')
      log.restart()
      server.log.length = 0
    }
    await visit()
    await drive(page, answered)
    await log.quiet()
    if (errors.length) throw new Error(`The page threw: ${errors}`)

    const files = await Promise.all(
      log.scripts().map(async ({ url, bytes, received, requestId }) => {
        const { body, base64Encoded } = await cdp.send('Network.getResponseBody', { requestId })
        const text = Buffer.from(body, base64Encoded ? 'base64' : 'utf8')
        return { file: url.replace(/^.*\//, ''), min: bytes, gzip: received, brotli: brotli(text).length }
      }),
    )
    const sum = (key) => files.reduce((total, file) => total + file[key], 0)
    const total = { min: sum('min'), gzip: sum('gzip'), brotli: sum('brotli') }
    const posts = server.log.filter(({ method }) => method === 'POST').length
    const preflights = server.log.filter(({ method }) => method === 'OPTIONS').length
    return {
      name,
      title,
      files,
      total,
      budget,
      held,
      met: budget === null || total.gzip <= budget,
      within: held === null || total.gzip <= held,
      requests: posts,
      preflights,
    }
  } finally {
    await context.close()
  }
}

/** Everything the page asked for, and the bytes of each body as they came over the wire. */
function watch(cdp) {
  const seen = new Map()
  let lastAt = Date.now()
  let open = 0
  const touch = () => {
    lastAt = Date.now()
  }
  cdp.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    open++
    seen.set(requestId, { requestId, url: request.url, type, bytes: 0, received: 0 })
    touch()
  })
  cdp.on('Network.dataReceived', ({ requestId, dataLength, encodedDataLength }) => {
    const entry = seen.get(requestId)
    if (!entry) return
    entry.bytes += dataLength
    entry.received += encodedDataLength
  })
  const end = () => {
    open--
    touch()
  }
  cdp.on('Network.loadingFinished', end)
  cdp.on('Network.loadingFailed', end)
  return {
    restart() {
      seen.clear()
      open = 0
    },
    scripts: () => [...seen.values()].filter(({ type }) => type === 'Script'),
    quiet: () => until(() => open <= 0 && Date.now() - lastAt > QUIET_MS, 'The page does not come to rest.'),
  }
}

async function until(done, complaint) {
  const end = Date.now() + LIMIT_MS
  while (!done()) {
    if (Date.now() > end) throw new Error(complaint)
    await sleep(20)
  }
}
