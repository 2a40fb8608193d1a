// ClickHouse of today without its server: chdb is its engine in a package, and this speaks as much of its HTTP interface as
// an insert needs. Arguments: the folder of the package, the folder of the data, a port.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [packages, data, port] = process.argv.slice(2)
const { Session } = createRequire(join(packages, 'index.js'))('chdb')
const session = new Session(data)

createServer(async (request, response) => {
  const parts = []
  for await (const part of request) parts.push(part)
  const { query = '', ...settings } = Object.fromEntries(new URL(request.url, 'http://local').searchParams)
  const set = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  const sql = set.length ? query.replace(' FORMAT ', ` SETTINGS ${set.join(', ')} FORMAT `) : query
  try {
    response.end(session.query(`${sql} ${Buffer.concat(parts)}`, 'JSONCompact'))
  } catch ({ message }) {
    const code = /Code: (\d+)/.exec(message)?.[1] ?? '1002'
    response.writeHead(500, { 'x-clickhouse-exception-code': code }).end(message)
  }
}).listen(Number(port), '127.0.0.1')
