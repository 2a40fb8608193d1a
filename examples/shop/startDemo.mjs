import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveShop } from './serveShop.mjs'

const inRepository = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** What stops the demo, told to a person: what happened, to what, and the next step. */
export class DemoError extends Error {
  name = 'DemoError'
}

/**
 * Starts the collector and the shop, on two origins of this machine, as a customer's shop and its collector would be.
 *
 * @param {{ shopPort?: number, collectorPort?: number, databasePath?: string }} [options] - `databasePath`: made on the
 *   first run and kept; `.pulso/demo.db` of the repository unless told.
 * @returns {Promise<{ shop: string, collector: string, adminToken: string, databasePath: string, close: () => Promise<void> }>}
 * @throws {DemoError} when nothing is built yet, or a port is taken.
 */
export async function startDemo(options = {}) {
  const { shopPort = 4400, collectorPort = 4401, databasePath = inRepository('.pulso/demo.db') } = options
  for (const built of ['dist/pulso.js', 'packages/collector/dist/index.js'])
    if (!existsSync(inRepository(built)))
      throw new DemoError(`${built} is missing. Build it with \`npm run build\`, then start the demo again.`)

  const { serveCollector } = await import('../../packages/collector/dist/index.js')
  const collector = await onPort('COLLECTOR_PORT', collectorPort, 'collector', () =>
    serveCollector({
      port: collectorPort,
      databasePath,
      projects: [
        {
          id: 'shop-demo',
          key: 'shop-demo',
          origins: [`http://127.0.0.1:${shopPort}`, `http://localhost:${shopPort}`],
        },
      ],
      programme: JSON.parse(readFileSync(new URL('pulso.programme.json', import.meta.url), 'utf8')),
      log: (event) => console.error('collector:', JSON.stringify(event)),
    }),
  )
  try {
    const shop = await onPort('SHOP_PORT', shopPort, 'shop', () =>
      serveShop({ port: shopPort, collector: collector.url }),
    )
    return {
      shop: shop.url,
      collector: `${collector.url}/`,
      adminToken: collector.adminToken,
      databasePath,
      close: async () => {
        await shop.close()
        await collector.close()
      },
    }
  } catch (error) {
    await collector.close()
    throw error
  }
}

/** Names the variable that moves the one that found its port taken. */
async function onPort(variable, port, what, start) {
  try {
    return await start()
  } catch (error) {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
    const why = error.code === 'EACCES' ? 'may not be used by this account' : 'is already in use'
    throw new DemoError(
      `The ${what} cannot start: port ${port} ${why}. ` +
        `Stop what uses it, or choose another: ${variable}=${port > 1023 ? port + 100 : 4500} npm run demo`,
      { cause: error },
    )
  }
}
