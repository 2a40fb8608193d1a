import { describe, expect, it } from 'vitest'
import { addressPrefix, senderAddress } from '../src/addressPrefix.ts'

describe('addressPrefix', () => {
  it('is /24 of IPv4, however it is written', () => {
    for (const address of ['203.0.113.7', ' 203.0.113.255 ', '::ffff:203.0.113.9'])
      expect(addressPrefix(address)).toBe('203.0.113')
    expect(addressPrefix('203.0.114.7')).toBe('203.0.114')
  })

  it('is /48 of IPv6, however it is written', () => {
    for (const address of [
      '2001:db8:7::1',
      '2001:DB8:0007:ffff::',
      '2001:db8:7:1:2:3:4:5',
      '2001:db8:7::%eth0',
    ])
      expect(addressPrefix(address)).toBe('2001:db8:7')
    expect(addressPrefix('2001:db8::1')).toBe('2001:db8:0')
    expect(addressPrefix('::2')).toBe('0:0:0')
    expect(addressPrefix('64:ff9b::203.0.113.9')).toBe('64:ff9b:0')
  })

  it('is none for this machine and for what is no address', () => {
    for (const address of [
      '127.0.0.1',
      '127.8.8.8',
      '::1',
      '::ffff:127.0.0.1',
      '',
      'unknown',
      '1.2.3',
      undefined,
    ])
      expect([address, addressPrefix(address)]).toEqual([address, undefined])
  })
})

describe('senderAddress', () => {
  it('is the peer, whatever a sender writes into a header', () => {
    expect(senderAddress('203.0.113.7', '198.51.100.1', 0)).toBe('203.0.113.7')
  })

  it('is what the outermost of our proxies heard, never what stands further left', () => {
    const header = 'forged, 198.51.100.1, 10.0.0.2'
    expect(senderAddress('10.0.0.1', header, 1)).toBe('10.0.0.2')
    expect(senderAddress('10.0.0.1', header, 2)).toBe('198.51.100.1')
    expect(senderAddress('10.0.0.1', null, 1)).toBe('10.0.0.1')
    expect(senderAddress('10.0.0.1', '198.51.100.1', 2)).toBe('10.0.0.1')
  })
})
