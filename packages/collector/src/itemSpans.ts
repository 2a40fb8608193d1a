// Codes, not characters: this is looked through once for every byte that comes.
const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const BACKSLASH = 0x5c
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Where one item lies in the text of its batch, and how many keys are written in it, repeated ones included. */
export interface ItemSpan {
  start: number
  end: number
  keys: number
}

/**
 * Finds the items of a batch without changing a byte of them, and counts the keys as written, which
 * `JSON.parse` hides: it keeps the last of two equal keys, and another reader may keep the first.
 *
 * @param text - an object in valid JSON with an array under `items`.
 */
export function itemSpans(text: string): { spans: ItemSpan[]; envelopeKeys: number } {
  const spans: ItemSpan[] = []
  let depth = 0
  let envelopeKeys = 0
  let keys = 0
  let lastString = ''
  let itemsFollow = false
  let inItems = false
  let start = 0

  const endItem = (end: number) => {
    const span = trimmed(text, start, end)
    if (span.start < span.end) spans.push({ ...span, keys }) // an empty array holds no item
    start = end + 1
    keys = 0
  }

  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at)
        if (depth === 1) lastString = text.slice(at, end + 1)
        at = end
        break
      }
      case COLON:
        if (depth > 1) keys += 1
        else {
          envelopeKeys += 1
          itemsFollow = JSON.parse(lastString) === 'items'
        }
        break
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        depth += 1
        if (depth === 2 && itemsFollow) {
          inItems = true
          itemsFollow = false
          start = at + 1
          keys = 0
        }
        break
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        depth -= 1
        if (depth === 1 && inItems) {
          endItem(at)
          inItems = false
        }
        break
      case COMMA:
        if (depth === 2 && inItems) endItem(at)
        break
    }
  }
  return { spans, envelopeKeys }
}

/** The next quote before which stands an even number of backslashes, none mostly. */
function endOfString(text: string, open: number): number {
  for (let end = text.indexOf('"', open + 1); ; end = text.indexOf('"', end + 1)) {
    let from = end
    while (text.charCodeAt(from - 1) === BACKSLASH) from -= 1
    if ((end - from) % 2 === 0) return end
  }
}

function trimmed(text: string, from: number, to: number): { start: number; end: number } {
  let start = from
  let end = to
  while (start < end && isBlank(text[start])) start += 1
  while (end > start && isBlank(text[end - 1])) end -= 1
  return { start, end }
}

const isBlank = (char: string | undefined) => char === ' ' || char === '\n' || char === '\r' || char === '\t'
