import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface LossyProxy {
  port: number
  /** The next bytes from the engine that a batch of this size earns are thrown away, and the connection is cut. */
  loseNextAnswer(): void
  close(): Promise<void>
}

/** Stands before an engine. When told, it lets one request of more than 2 kB through and swallows the answer. */
export async function lossyProxy(target: number): Promise<LossyProxy> {
  const sockets = new Set<Socket>()
  let lose = false
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    let sent = 0
    let cutting = false
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (data) => {
      sent += data.length
      if (lose && sent > 2000) {
        lose = false
        cutting = true
      }
      far.write(data)
    })
    far.on('data', (data) => {
      if (!cutting) {
        sent = 0
        near.write(data)
      } else near.destroy() // it has answered: the work is done, and nobody hears of it
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    loseNextAnswer: () => {
      lose = true
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
