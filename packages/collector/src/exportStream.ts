import type { StoredRecord } from './Store.ts'

/** Records as lines of JSON. The next page is read only when the reader has taken the last one. */
export function exportStream(pages: AsyncIterable<StoredRecord[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = pages[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value.map(toLine).join('')))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

/** The record stays as it was given; a line break in it can only be blank space between tokens. */
function toLine({ project, received, sentAt, json }: StoredRecord): string {
  const record = json.replace(/[\r\n]/g, ' ')
  return `{"project":${JSON.stringify(project)},"received":${received},"sentAt":${sentAt},"record":${record}}\n`
}
