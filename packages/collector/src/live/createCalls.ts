import { messageOf } from '../messageOf.ts'

/** An end of a channel between two threads: a worker, as its parent sees it, or a message port. */
export interface Port {
  postMessage(message: unknown): void
  on(event: 'message', listen: (message: unknown) => void): unknown
}

/** Functions that the other side may call. What goes in and comes out is copied. */
type Functions<Of> = { [Name in keyof Of]: (...given: never[]) => unknown }

type Message =
  | { ask: number; name: string; given: never[] }
  | { reply: number; value: unknown }
  | { reply: number; problem: string }

/** Calls of one side to the other. */
export interface Calls<Theirs> {
  /** Rejects with what the other side threw, or with what {@link Calls.fail} was told. */
  ask<Name extends keyof Theirs & string>(
    name: Name,
    ...given: Theirs[Name] extends (...given: infer Given) => unknown ? Given : never
  ): Promise<Theirs[Name] extends (...given: never[]) => infer Result ? Awaited<Result> : never>
  /** The other side is gone: nobody waits for it any more. */
  fail(error: Error): void
}

/** Lets two threads call each other's functions, by a port that both listen to. */
export function createCalls<Theirs, Ours extends Functions<Ours>>(port: Port, ours: Ours): Calls<Theirs> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let asked = 0
  let gone: Error | undefined

  const answer = async (name: string, given: never[]): Promise<{ value: unknown } | { problem: string }> => {
    try {
      return { value: await ours[name as keyof Ours](...given) }
    } catch (error) {
      return { problem: messageOf(error) }
    }
  }

  port.on('message', (message) => {
    const heard = message as Message // from our own other side
    if ('ask' in heard) {
      void answer(heard.name, heard.given).then((result) => port.postMessage({ reply: heard.ask, ...result }))
      return
    }
    const call = waiting.get(heard.reply)
    waiting.delete(heard.reply)
    if ('problem' in heard) call?.reject(new Error(heard.problem))
    else call?.resolve(heard.value as never)
  })

  return {
    ask(name, ...given) {
      if (gone) return Promise.reject(gone)
      asked += 1
      const number = asked
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject })
        port.postMessage({ ask: number, name, given })
      })
    },
    fail(error) {
      gone = error
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    },
  }
}
