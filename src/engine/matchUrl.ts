/**
 * Whether an address matches a pattern: a path (`/orders/*`), or a whole URL when the pattern has a scheme.
 * `*` stands for anything but a slash, `**` for anything; query and fragment count only when the pattern has them.
 */
export function matchUrl(pattern: string, href: string): boolean {
  const [page = ''] = pattern.indexOf('#') < 0 ? href.split('#') : [href]
  const [address = ''] = pattern.indexOf('?') < 0 ? page.split('?') : [page]
  const subject = /^[a-z*]+:\/\//.test(pattern) ? address : address.replace(/^[a-z]+:\/\/[^/]*/, '') || '/'
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, (stars) => (stars.length > 1 ? '.*' : '[^/]*'))
  return new RegExp(`^${source}$`).test(subject)
}
