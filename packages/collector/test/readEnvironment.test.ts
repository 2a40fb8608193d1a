import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../src/readEnvironment.ts'

describe('readEnvironment', () => {
  it('needs to know only who may write', () => {
    expect(readEnvironment({ COLLECTOR_PROJECTS: 'shop=https://shop.example' })).toEqual({
      port: 4401,
      hostname: '127.0.0.1',
      databasePath: '.pulso/collector.db',
      projects: [{ id: 'shop', key: 'shop', origins: ['https://shop.example'] }],
    })
  })

  it('reads everything else where it is set', () => {
    expect(
      readEnvironment({
        COLLECTOR_PORT: '0',
        COLLECTOR_HOSTNAME: '0.0.0.0',
        COLLECTOR_DATABASE: '/var/lib/pulso/records.db',
        COLLECTOR_ADMIN_TOKEN: 'x'.repeat(16),
        COLLECTOR_PROJECTS: 'a=https://a.example,https://www.a.example b=http://127.0.0.1:4400;\n server=',
      }),
    ).toEqual({
      port: 0,
      hostname: '0.0.0.0',
      databasePath: '/var/lib/pulso/records.db',
      adminToken: 'x'.repeat(16),
      projects: [
        { id: 'a', key: 'a', origins: ['https://a.example', 'https://www.a.example'] },
        { id: 'b', key: 'b', origins: ['http://127.0.0.1:4400'] },
        { id: 'server', key: 'server', origins: [] },
      ],
    })
  })

  it('reads projects as JSON', () => {
    const projects = [{ id: 'shop', key: 'public-key', origins: ['https://shop.example'] }]
    expect(readEnvironment({ COLLECTOR_PROJECTS: JSON.stringify(projects) }).projects).toEqual(projects)
  })

  it('reads what operating it takes', () => {
    const read = (env: object) => readEnvironment({ COLLECTOR_PROJECTS: 'a=', ...env })
    expect(
      read({
        COLLECTOR_LOG_LEVEL: 'warn',
        COLLECTOR_DRAIN_SECONDS: '2.5',
        COLLECTOR_METRICS_TOKEN: 'x'.repeat(16),
      }),
    ).toMatchObject({ logLevel: 'warn', drainMs: 2500, metricsToken: 'x'.repeat(16) })
    for (const seconds of ['-1', '301', 'soon'])
      expect(() => read({ COLLECTOR_DRAIN_SECONDS: seconds })).toThrow(/COLLECTOR_DRAIN_SECONDS/)
    expect(() => read({ COLLECTOR_LOG_LEVEL: 'loud' })).toThrow(/COLLECTOR_LOG_LEVEL: is none of/)
  })

  it('reads rates and the number of proxies', () => {
    const read = (env: object) => readEnvironment({ COLLECTOR_PROJECTS: 'a=', ...env })
    expect(
      read({ COLLECTOR_KEY_RATE: '100/250', COLLECTOR_ADDRESS_RATE: '5', COLLECTOR_TRUSTED_PROXIES: '2' }),
    ).toMatchObject({
      rates: { key: { perSecond: 100, burst: 250 }, address: { perSecond: 5, burst: 50 } },
      trustedProxies: 2,
    })
    expect(read({ COLLECTOR_ADDRESS_RATE: '0' }).rates).toEqual({ address: { perSecond: 0, burst: 1 } })
    expect(() =>
      read({ COLLECTOR_KEY_RATE: 'many', COLLECTOR_ADDRESS_RATE: '-1', COLLECTOR_TRUSTED_PROXIES: 'yes' }),
    ).toThrow(/3 problems/)
  })

  it('reads how many records a key may store in a day', () => {
    const read = (value: string) =>
      readEnvironment({ COLLECTOR_PROJECTS: 'a=', COLLECTOR_RECORDS_PER_DAY: value }).recordsPerDay
    expect([read('5000'), read(''), read('0')]).toEqual([5000, undefined, undefined])
    expect(() => read('many')).toThrow(/COLLECTOR_RECORDS_PER_DAY: is not a whole number/)
  })

  it('takes the address of Postgres from COLLECTOR_DATABASE or, where that is not set, from DATABASE_URL', () => {
    const url = 'postgres://pulso:s3cret@db.example/pulso'
    const rest = { COLLECTOR_PROJECTS: 'a=', COLLECTOR_ADMIN_TOKEN: 'x'.repeat(16) }
    expect(readEnvironment({ ...rest, DATABASE_URL: url }).databaseUrl).toBe(url)
    expect(readEnvironment({ ...rest, COLLECTOR_DATABASE: url, DATABASE_URL: 'a.db' }).databaseUrl).toBe(url)
    expect(readEnvironment({ ...rest, DATABASE_URL: url, COLLECTOR_DATABASE: 'a.db' })).toMatchObject({
      databasePath: 'a.db',
    })
    const problems = (env: object) => {
      try {
        readEnvironment({ COLLECTOR_PROJECTS: 'a=', ...env })
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(problems({ DATABASE_URL: url })).toMatch(/one problem .*\n {2}- COLLECTOR_ADMIN_TOKEN: is not set/)
    expect(problems({ DATABASE_URL: 'mysql://u:s3cret@db.example/x' })).toMatch(
      /DATABASE_URL: names no store/,
    )
    expect(problems({ DATABASE_URL: 'mysql://u:s3cret@db.example/x' })).not.toContain('s3cret')
  })

  it('tells every problem at once', () => {
    const message = (env: object) => {
      try {
        readEnvironment({ ...env })
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(
      message({ COLLECTOR_PORT: 'tcp://10.0.0.1:80', COLLECTOR_PROJECTS: 'shop a=b=c' })?.split('\n'),
    ).toEqual([
      'The collector was not started: 3 problems in its configuration.',
      '  - COLLECTOR_PORT: "tcp://10.0.0.1:80" is not a port, 0–65535.',
      '  - COLLECTOR_PROJECTS: "shop" is not KEY=origin,origin, such as shop-key=https://shop.example,https://www.shop.example',
      '  - COLLECTOR_PROJECTS: "a=b=c" is not KEY=origin,origin, such as shop-key=https://shop.example,https://www.shop.example',
    ])
    expect(message({})).toMatch(/one problem .*\n {2}- COLLECTOR_PROJECTS: is not set/)
    for (const wrong of ['[', '{"id":1}', '[1]', '[null]']) {
      expect(message({ COLLECTOR_PROJECTS: wrong })).toMatch(/is not a JSON list/)
    }
  })
})
