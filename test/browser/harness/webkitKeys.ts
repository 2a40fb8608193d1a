import { splitKey } from './pressKey.ts'

/** Code points of the W3C WebDriver specification, section "Keyboard actions". */
const CODE_POINTS: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Insert: '\uE016',
  Delete: '\uE017',
  Meta: '\uE03D',
}

/** `Shift+Tab` as WebDriver key actions. */
export function webkitKeys(name: string): object[] {
  const { modifiers, key } = splitKey(name)
  const down = modifiers.map((modifier) => ({ type: 'keyDown', value: codePointOf(modifier) }))
  const up = modifiers.map((modifier) => ({ type: 'keyUp', value: codePointOf(modifier) })).reverse()
  return [
    ...down,
    { type: 'keyDown', value: codePointOf(key) },
    { type: 'keyUp', value: codePointOf(key) },
    ...up,
  ]
}

function codePointOf(key: string): string {
  const value = CODE_POINTS[key] ?? key
  if ([...value].length !== 1) throw new Error(`No key is called '${key}'.`)
  return value
}
