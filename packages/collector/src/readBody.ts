/**
 * Reads a request body, and stops at the first byte beyond the limit: a length that lies or is missing changes nothing.
 * Rejects when the sender breaks off.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | 'too_large'> {
  if (Number(request.headers.get('content-length')) > maxBytes) return 'too_large'
  if (!request.body) return new Uint8Array()

  const chunks: Uint8Array[] = []
  let length = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.byteLength
    if (length > maxBytes) {
      reader.cancel().catch(() => {}) // the sender may be gone already
      return 'too_large'
    }
    chunks.push(value)
  }

  const body = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.byteLength
  }
  return body
}
