/**
 * Reads a request body, and none that is larger than the limit, whatever is said about its length. Rejects when the sender
 * breaks off.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | 'too_large'> {
  const said = request.headers.get('content-length')
  if (Number(said) > maxBytes) return 'too_large'
  if (said !== null) {
    // No server reads more of a request than it says: at once, which costs a fraction of a stream.
    const body = new Uint8Array(await request.arrayBuffer())
    return body.byteLength > maxBytes ? 'too_large' : body
  }
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
