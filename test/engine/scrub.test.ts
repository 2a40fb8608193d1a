import { describe, expect, it } from 'vitest'
import { scrub } from '../../src/engine/scrub.ts'

describe('scrub (pain 45)', () => {
  it.each([
    ['write to ana.maria+1@mail.example.co.uk please', 'write to [e-mail] please'],
    ['<a@b.io>, then', '<[e-mail]>, then'],
    ['call +34 612 345 678 today', 'call [phone] today'],
    ['call (020) 7946-0958', 'call [phone]'],
    ['612345678', '[phone]'],
    ['612 345 678', '[phone]'],
    ['card 4111 1111 1111 1111 was charged', 'card [card] was charged'],
    ['378282246310005', '[card]'],
  ])('masks %s', (text, masked) => {
    expect(scrub(text)).toBe(masked)
  })

  it.each([
    'I paid 1,299.00 for 2 of them',
    'on 2026-11-22 at 10:30',
    'on 22/11/2026',
    'order 4111111111111112345678',
    'room 1204, floor 3',
    'it took 45 minutes @ the desk',
    '10/10 would buy again',
  ])('leaves %s as it is', (text) => {
    expect(scrub(text)).toBe(text)
  })
})
