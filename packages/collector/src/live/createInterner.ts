/** Gives one object for all that are alike: of many records most name the same few surveys and touchpoints. */
export function createInterner() {
  const known = new Map<string, object>()
  return <Value extends object>(value: Value): Value => {
    const name = JSON.stringify(value)
    const found = known.get(name)
    if (found !== undefined) return found as Value
    if (known.size >= MOST) known.clear() // senders can invent names without end; those in use are kept by who uses them
    known.set(name, value)
    return value
  }
}

const MOST = 20_000

export type Intern = ReturnType<typeof createInterner>
