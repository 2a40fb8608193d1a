/** A line of a file, without its end, or why it cannot be read. */
export interface Line {
  /** 1, 2, 3 … */
  number: number
  text: string
}

/** The longest line, or row, in UTF-16 code units: a quote that is never closed would swallow the whole file. */
const LONGEST = 16 * 1024 * 1024

/** Text of UTF-8, without a byte order mark. Rejects where the bytes are no UTF-8. */
export async function* readText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

/** Lines that end in a line feed; a last one without it too. */
export async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = ''
  let number = 0
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST) throw new Error(`line ${number + lines.length + 1} is too long`)
    for (const text of lines) yield { number: ++number, text }
  }
  if (rest !== '') yield { number: number + 1, text: rest }
}

/** A row of CSV, and the line that it begins on. */
export interface Row {
  number: number
  cells: string[]
}

/** Rows of RFC 4180; rows may end in a line feed alone. Rejects where quotes are not closed, or stand where none may. */
export async function* readRows(chunks: AsyncIterable<string>): AsyncGenerator<Row> {
  let cells: string[] = []
  let cell = ''
  let length = 0
  let line = 1
  let start = 1
  // plain: in a cell, or before one. quoted: between quotes. quote: after a quote that ends the cell, or is one of two.
  let state: 'plain' | 'quoted' | 'quote' | 'return' = 'plain'
  const wrong = (problem: string) => new Error(`line ${line}: ${problem}`)

  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 1) {
      const char = chunk[at]!
      length += 1
      if (char === '\n') line += 1
      if (state === 'quoted') {
        if (char === '"') state = 'quote'
        else cell += char
        if (length > LONGEST) throw wrong('a row is too long; is a quote not closed?')
      } else if (state === 'quote' && char === '"') {
        cell += '"'
        state = 'quoted'
      } else if (char === ',') {
        if (state === 'return') throw wrong('a carriage return stands alone')
        cells.push(cell)
        cell = ''
        state = 'plain'
      } else if (char === '\n') {
        cells.push(cell)
        if (cells.length > 1 || cell !== '') yield { number: start, cells }
        cells = []
        cell = ''
        length = 0
        start = line
        state = 'plain'
      } else if (char === '\r') {
        if (state === 'return') throw wrong('a carriage return stands alone')
        state = 'return'
      } else if (state === 'return') throw wrong('a carriage return stands alone')
      else if (state === 'quote') throw wrong('something follows a closing quote')
      else if (char === '"') {
        if (cell !== '') throw wrong('a quote stands inside of a cell without quotes')
        state = 'quoted'
      } else cell += char
    }
  }
  if (state === 'quoted') throw wrong('a quote is not closed')
  cells.push(cell)
  if (cells.length > 1 || cell !== '') yield { number: start, cells }
}
