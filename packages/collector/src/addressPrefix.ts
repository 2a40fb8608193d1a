import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network that an address belongs to, as far as one sender may have it: /24 of IPv4, /48 of IPv6. `undefined` for
 * what is no address, and for this machine itself: behind a proxy that is not told of, it would stand for everybody.
 */
export function addressPrefix(address: string | undefined): string | undefined {
  const plain = address?.trim().replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  if (isIPv4(plain)) return plain.startsWith('127.') ? undefined : plain.split('.').slice(0, 3).join('.')
  if (!isIPv6(plain) || plain === '::1') return undefined
  const [head = '', tail] = plain.replace(/%.*$/, '').toLowerCase().split('::')
  const groups = (half: string) => (half === '' ? [] : half.split(':'))
  const [before, after] = [groups(head), groups(tail ?? '')]
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after]
  return all
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** Who sent a request: the peer, or, behind so many proxies of ours, what the outermost of them wrote down. */
export function senderAddress(
  peer: string | undefined,
  forwardedFor: string | null,
  trustedProxies: number,
): string | undefined {
  if (trustedProxies === 0) return peer
  // Each proxy appends whom it heard; what stands further left was written by who knows whom.
  return (forwardedFor ?? '').split(',').at(-trustedProxies)?.trim() || peer
}
