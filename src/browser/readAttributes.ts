/** A failed try costs the page more than all else here: the browser reads the whole file again for the error's trace. */
const JSON_START = /^[\d[{tf]/

/**
 * Reads `data-key`, `data-endpoint`, `data-surveys` …, and `data-theme-accent` … into `theme`. What looks like
 * JSON is JSON, but for the key; an empty attribute is `true`.
 */
export function readAttributes(dataset: DOMStringMap | undefined): Record<string, unknown> {
  const theme: Record<string, unknown> = {}
  const options: Record<string, unknown> = { theme }
  for (const name in dataset) {
    const part = name.split('theme')[1]?.toLowerCase()
    let value: unknown = dataset[name] || true
    try {
      if (name !== 'key' && JSON_START.test(value as string)) value = JSON.parse(value as string)
    } catch {}
    if (part) theme[part] = value
    else options[name] = value
  }
  return options
}
