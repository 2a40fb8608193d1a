import { describe, expect, it } from 'vitest'
import { mirrorAddress } from '../../src/mirror/mirrorAddress.ts'

describe('mirrorAddress', () => {
  it('takes user, password and database out of the URL', () => {
    expect(mirrorAddress('https://ana:p%40ss%25@ch.internal:8443/cx')).toEqual({
      endpoint: 'https://ch.internal:8443',
      user: 'ana',
      password: 'p@ss%',
      database: 'cx',
    })
    expect(mirrorAddress('http://127.0.0.1:8123')).toEqual({
      endpoint: 'http://127.0.0.1:8123',
      user: '',
      password: '',
      database: 'default',
    })
  })

  it('names every mistake at once, and says back nothing of a URL that may hold a password', () => {
    const wrong = mirrorAddress('clickhouse://:s3cret@host/a-b/c?table=x')
    expect(wrong).toEqual({
      problems: [
        expect.stringMatching(/^begins with clickhouse:/),
        expect.stringMatching(/^names no database/),
        expect.stringMatching(/behind \?/),
        expect.stringMatching(/without a user/),
      ],
    })
    expect(JSON.stringify(wrong)).not.toContain('s3cret')
    expect(mirrorAddress('8123')).toEqual({ problems: [expect.stringMatching(/^is no URL/)] })
    expect(mirrorAddress('http://a%zz:b@host/')).toEqual({ problems: [expect.stringMatching(/%25/)] })
  })
})
