import { pieces } from './catalogue.js'

// The bag and the last order live in this browser only. Where storage is refused, they live as long as the page.
const memory = new Map()

function read(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise
  } catch {
    return memory.get(key) ?? otherwise
  }
}

function write(key, value) {
  memory.set(key, value)
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // The copy in memory is enough for this page.
  }
}

/** Pieces in the bag, as `{ mug: 2 }`. */
export function readBag() {
  const kept = Object.entries(read('alfar.bag', {}))
  return Object.fromEntries(kept.filter(([id, count]) => pieces[id] && count > 0))
}

/** Sets how many of a piece are in the bag, 0–9, and returns the bag. */
export function putInBag(id, count) {
  const bag = { ...readBag(), [id]: Math.max(0, Math.min(9, count)) }
  write('alfar.bag', bag)
  return readBag()
}

export function emptyBag() {
  write('alfar.bag', {})
}

export function countOf(bag) {
  return Object.values(bag).reduce((sum, count) => sum + count, 0)
}

/** Price of everything in the bag, in euros, without delivery. */
export function goodsOf(bag) {
  return Object.entries(bag).reduce((sum, [id, count]) => sum + pieces[id].price * count, 0)
}

export function readOrder() {
  return read('alfar.order', undefined)
}

export function saveOrder(order) {
  write('alfar.order', order)
}
