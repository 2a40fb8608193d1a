import { inflateSync } from 'node:zlib'
import type { Page } from '../../harness/index.ts'

/** A picture of the window once it stands still: two in a row are the same. */
export async function steadyShot(page: Page): Promise<Buffer> {
  let last = await page.screenshot()
  for (let i = 0; i < 8; i++) {
    const next = await page.screenshot()
    if (next.equals(last)) return next
    last = next
  }
  return last
}

/** Colours of a PNG of 8 bits a channel, not interlaced, as browsers write it. */
function decode(png: Buffer): { width: number; channels: number; data: Buffer } {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const channels = png[25] === 6 ? 4 : 3
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const raw = inflateSync(Buffer.concat(parts))
  const stride = width * channels
  const data = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? data[y * stride + x - channels]! : 0
      const up = y > 0 ? data[(y - 1) * stride + x]! : 0
      const corner = x >= channels && y > 0 ? data[(y - 1) * stride + x - channels]! : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter!]!
      data[y * stride + x] = raw[y * (stride + 1) + 1 + x]! + guess
    }
  }
  return { width, channels, data }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(left + up - corner - value)) as [
    number,
    number,
    number,
  ]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** The largest difference of a channel between two pictures of one size, 0–255, and how many pixels differ by more than `most`. */
export function difference(a: Buffer, b: Buffer, most: number): { largest: number; pixels: number } {
  const [one, other] = [decode(a), decode(b)]
  if (one.width !== other.width || one.data.length !== other.data.length)
    return { largest: 255, pixels: Infinity }
  let largest = 0
  let pixels = 0
  for (let i = 0; i < one.data.length; i += one.channels) {
    let here = 0
    for (let k = 0; k < 3; k++) here = Math.max(here, Math.abs(one.data[i + k]! - other.data[i + k]!))
    largest = Math.max(largest, here)
    if (here > most) pixels++
  }
  return { largest, pixels }
}
