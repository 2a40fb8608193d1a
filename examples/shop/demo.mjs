import { relative } from 'node:path'
import { DemoError, startDemo } from './startDemo.mjs'

// `npm run demo`: the collector with its database, and the shop, until Ctrl+C.

function portFrom(variable, otherwise) {
  const text = process.env[variable]
  if (!text) return otherwise
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new DemoError(
    `${variable} is ${JSON.stringify(text)}, which is no port. Give a number from 1 to 65535.`,
  )
}

try {
  const demo = await startDemo({
    shopPort: portFrom('SHOP_PORT', 4400),
    collectorPort: portFrom('COLLECTOR_PORT', 4401),
  })
  const database = relative(process.cwd(), demo.databasePath)
  console.log(`
  Shop         ${demo.shop}
  Collector    ${demo.collector}
  Admin token  ${demo.adminToken}
  Database     ${database}

  Put a piece in the bag, choose a delivery, order for more than 50 euros, and answer.
  Then open the collector and sign in with the admin token. Ctrl+C stops both.
`)

  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(130) // asked twice
    isStopping = true
    await demo.close()
    console.log(`\nStopped. The answers are kept in ${database}.`)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
} catch (error) {
  console.error(error instanceof DemoError ? error.message : error)
  process.exitCode = 1
}
