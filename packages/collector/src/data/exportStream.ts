import type { StoredRecord } from '../Store.ts'
import type { ExportFormat } from './exportFormat.ts'

/** Records in a format. The next page is read only when the reader has taken the last one. */
export function exportStream(
  pages: AsyncIterable<StoredRecord[]>,
  { head, line }: ExportFormat,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = pages[Symbol.asyncIterator]()
  return new ReadableStream({
    start(controller) {
      if (head !== '') controller.enqueue(encoder.encode(head))
    },
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value.map(line).join('')))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
