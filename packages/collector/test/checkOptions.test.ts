import { describe, expect, it } from 'vitest'
import { checkOptions } from '../src/checkOptions.ts'
import { PROJECTS, TOKEN } from './support/records.ts'

const problemsOf = (...[projects, token, limits, rates, metricsToken]: unknown[]): string[] => {
  try {
    checkOptions(
      projects as never,
      token as never,
      (limits ?? {}) as never,
      rates as never,
      metricsToken as never,
    )
    return []
  } catch (error) {
    expect(error).toMatchObject({ name: 'CollectorError', code: 'invalid_config' })
    return (error as Error).message.split('\n').slice(1)
  }
}

describe('checkOptions', () => {
  it('takes a good configuration', () => {
    expect(problemsOf(PROJECTS, TOKEN)).toEqual([])
    expect(
      problemsOf(
        [{ id: 'a', key: 'A.b_c-1', origins: ['null', 'http://127.0.0.1:4400', 'capacitor://localhost'] }],
        TOKEN,
        {
          items: 1,
        },
      ),
    ).toEqual([])
  })

  it('tells every problem at once', () => {
    const problems = problemsOf(
      [
        { id: 'Shop', key: 'k', origins: ['https://shop.example/', 'shop.example', '*'] },
        { id: 'shop', key: 'k', origins: 'https://shop.example' },
        { id: 'shop', key: 'ключ', origins: [] },
        {},
      ],
      'short',
      { items: 0, bodyByte: 5 },
    )
    expect(problems).toEqual([
      '  - projects[0].id: "Shop" is not 1–64 lower case letters, digits and hyphens.',
      '  - projects[0].origins[0]: "https://shop.example/" never comes from a browser. Did you mean "https://shop.example"?',
      '  - projects[0].origins[1]: "shop.example" is not an origin such as https://shop.example.',
      "  - projects[0].origins[2]: '*' would let every site write. Name each site.",
      '  - projects[1].key: is the key of another project too.',
      '  - projects[1].origins: is not a list, such as ["https://shop.example"].',
      '  - projects[2].id: "shop" is used twice.',
      '  - projects[2].key: is not 1–128 letters, digits, dots, hyphens and underscores.',
      '  - projects[3].id: undefined is not 1–64 lower case letters, digits and hyphens.',
      '  - projects[3].key: is not 1–128 letters, digits, dots, hyphens and underscores.',
      '  - projects[3].origins: is not a list, such as ["https://shop.example"].',
      '  - adminToken: needs 16 characters or more; it guards every answer. `openssl rand -hex 32` makes one.',
      '  - limits.items: 0 is not a whole number above 0.',
      '  - limits.bodyByte: is no limit. There are bodyBytes, items, itemBytes, depth, keys, stringLength.',
    ])
  })

  it('looks at second keys, secrets, hashes and rates', () => {
    const [shop] = PROJECTS
    const secret = 'x'.repeat(32)
    const good = { ...shop, oldKey: 'older', serverSecrets: [secret, secret] }
    const rates = { key: { perSecond: 0.5, burst: 1 }, address: { perSecond: 0, burst: 1 } }
    expect(problemsOf([good], `sha256:${'a'.repeat(64)}`, {}, rates)).toEqual([])
    expect(
      problemsOf(
        [
          { ...good, oldKey: shop!.key, serverSecrets: ['short-and-secret'] },
          { id: 'b', key: 'b', oldKey: 'a b', serverSecrets: [secret, secret, secret], origins: [] },
        ],
        'sha256:AAAA-and-so-on',
        {},
        { key: { perSecond: -1, burst: 1 }, address: { perSecond: 1, burst: 0 }, ip: {} },
        'short',
      ),
    ).toEqual([
      '  - projects[0].oldKey: is a key of this or of another project too.',
      '  - projects[0].serverSecrets: is not a list of at most two texts of 32 characters or more.',
      '  - projects[1].oldKey: is not 1–128 letters, digits, dots, hyphens and underscores.',
      '  - projects[1].serverSecrets: is not a list of at most two texts of 32 characters or more.',
      '  - adminToken: begins with sha256: but 64 lower case hex digits do not follow.',
      '  - metricsToken: needs 16 characters or more; it guards your counts. `openssl rand -hex 32` makes one.',
      '  - rates.key: needs perSecond, 0 or more, and burst, 1 or more.',
      '  - rates.address: needs perSecond, 0 or more, and burst, 1 or more.',
      '  - rates.ip: is no rate. There are key, address.',
    ])
  })

  it('says what the browser would send instead', () => {
    const meant = (origin: string) =>
      /Did you mean "(.+)"/.exec(problemsOf([{ id: 'a', key: 'a', origins: [origin] }], TOKEN)[0] ?? '')?.[1]
    expect(meant('https://shop.example:443')).toBe('https://shop.example')
    expect(meant('HTTPS://Shop.Example')).toBe('https://shop.example')
    expect(meant('http://127.0.0.1:4400/demo?x')).toBe('http://127.0.0.1:4400')
    expect(meant('https://ñandú.example')).toBe('https://xn--and-6ma2c.example')
  })

  it('asks for a project and a token', () => {
    expect(problemsOf([], TOKEN)[0]).toMatch(/projects: none is given/)
    expect(problemsOf(undefined, undefined)).toHaveLength(2)
  })

  it('never says the key or the token', () => {
    const message = problemsOf([{ id: 'X', key: 'sécret-key', origins: [] }], 'secret-token').join()
    expect(message).not.toMatch(/cret-/)
  })

  it('wants quotas and days that are whole numbers above 0', () => {
    const [shop] = PROJECTS
    const quotas = [1, 5000, 0, -1, 2.5, '5']
    const problems = problemsOf(
      quotas.map((recordsPerDay, n) => ({ ...shop, id: `p-${n}`, key: `k-${n}`, recordsPerDay })),
      TOKEN,
    )
    expect(problems.map((problem) => problem.split(': ')[0])).toEqual(
      [2, 3, 4, 5].map((n) => `  - projects[${n}].recordsPerDay`),
    )
    expect(problems[0]).toContain('0 is not a whole number above 0')
    expect(problemsOf([{ ...shop, retentionDays: 0.5 }], TOKEN)).toHaveLength(1)
    expect(problemsOf([{ ...shop, retentionDays: 30 }], TOKEN)).toEqual([])
  })
})
