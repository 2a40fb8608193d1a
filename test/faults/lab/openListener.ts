import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface Listener {
  readonly origin: string
  readonly port: number
  /** Nobody listens any more; every connection breaks. */
  down(): Promise<void>
  /** On the same port. */
  up(): Promise<void>
}

/** A server on loopback that can go and come back. Errors of a response are nobody's: a page may be killed at any time. */
export async function openListener(handle: RequestListener, port = 0): Promise<Listener> {
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    response.on('error', () => {})
    handle(request, response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const listen = async (wanted: number) => {
    server.listen(wanted, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(port)
  const { port: bound } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${bound}`,
    port: bound,
    async down() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async up() {
      if (!server.listening) await listen(bound)
    },
  }
}
