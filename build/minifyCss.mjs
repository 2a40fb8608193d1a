/** Strips comments and white space from the template strings of `*.css.ts` files, which people write readably. */
export function minifyCss() {
  return {
    name: 'minify-css',
    transform(code, id) {
      if (!/\.css\.ts$/.test(id)) return null
      const css = code.replace(/`([^`]*)`/g, (_whole, text) => `\`${squeeze(text)}\``)
      return { code: css, map: null }
    },
  }
}

const squeeze = (css) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>!/]) ?/g, '$1')
    .replace(/ \+ (?=[a-z])/g, '+') // between selectors; a sum has numbers, and keeps its spaces
    .replace(/([:;{,(]) /g, '$1')
    .replace(/;}/g, '}')
    .trim()
