import { StringDecoder } from 'node:string_decoder'
import { CliError } from './CliError.ts'

/** No record comes near: what is longer was meant as something else, a JSON list in one line. */
const LONGEST = 32_000_000

/**
 * Lines of a stream of UTF-8, without their ends and the mark that some programs begin a file with. Each chunk is looked at
 * once, however long a line is; `readline` takes three times as long and holds lines that it has not given out.
 *
 * @param name - of the file, for people.
 * @throws {@link CliError} for a line of more than 32 million characters.
 */
export async function* splitLines(
  stream: AsyncIterable<Buffer | string>,
  name: string,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let begun: string[] = []
  let length = 0
  let isFirst = true
  const whole = (end: string): string => {
    const text = begun.length === 0 ? end : begun.join('') + end
    begun = []
    length = 0
    const line = text.endsWith('\r') ? text.slice(0, -1) : text
    if (!isFirst) return line
    isFirst = false
    return line.replace(/^\uFEFF/, '')
  }
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(chunk)
    let from = 0
    for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
      yield whole(text.slice(from, to))
      from = to + 1
    }
    if (from === text.length) continue
    begun.push(text.slice(from))
    length += text.length - from
    if (length > LONGEST)
      throw new CliError(
        `${name} has a line of more than ${LONGEST / 1e6} million characters. Its lines are to be records, one in each (NDJSON); ` +
          'a JSON list becomes that with `jq -c ".[]"`.',
      )
  }
  const last = decoder.end()
  if (begun.length > 0 || last !== '') yield whole(last)
}
