import type { Keyboard, KeyInput } from 'puppeteer-core'

/** Presses `Shift+Tab` and the like: modifiers down, key, modifiers up in reverse. */
export async function pressKey(keyboard: Keyboard, name: string): Promise<void> {
  const { modifiers, key } = splitKey(name)
  for (const modifier of modifiers) await keyboard.down(modifier as KeyInput)
  await keyboard.press((key === 'Space' ? ' ' : key) as KeyInput) // BiDi knows the space by itself only
  for (const modifier of modifiers.reverse()) await keyboard.up(modifier as KeyInput)
}

/** `Control++` is Control and the plus key. */
export function splitKey(name: string): { modifiers: string[]; key: string } {
  const parts = name.split(/\+(?=.)/)
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' }
}
