/** JSON of a foreign answer; `undefined` when it is none. */
export function parse<Shape>(text: string): Partial<Shape> | undefined {
  try {
    return JSON.parse(text) ?? undefined
  } catch {}
}
