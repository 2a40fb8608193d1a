import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Feed } from '../../src/browser/fetchSurveys.ts'
import { createKeepsake } from '../../src/browser/keepsake.ts'
import { aSurvey } from '../support/aSurvey.ts'

const URL = '/surveys.json'
const one = JSON.stringify([aSurvey('one')])
const two = JSON.stringify({ surveys: [aSurvey('two')], quotas: { two: 7 } })

describe('fetchSurveys', () => {
  const kept = createKeepsake('persistent', () => true)
  let answer: () => Response | Promise<Response>
  const requests: [string, RequestInit][] = []
  /** Fetches as a fresh page does; returns what was used, and the failure. */
  const load = async (url = URL) => {
    vi.resetModules()
    vi.stubGlobal('fetch', async (...request: [string, RequestInit]) => {
      requests.push(request)
      return answer()
    })
    const { fetchSurveys } = await import('../../src/browser/fetchSurveys.ts')
    vi.stubGlobal('fetch', () => expect.unreachable()) // the host's own, put there later
    const used: Feed[] = []
    const error = await fetchSurveys(url, kept, (feed) => used.push(feed)).catch((error) => error)
    return {
      used: used.map(({ surveys }) => surveys.map(({ id }) => id)),
      quotas: used.at(-1)?.quotas,
      error,
    }
  }

  beforeEach(() => {
    localStorage.clear()
    requests.length = 0
    answer = () => new Response(one)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('reads an array, and an object with quotas', async () => {
    expect(await load()).toEqual({ used: [['one']], quotas: undefined, error: undefined })
    answer = () => new Response(two)
    expect(await load()).toMatchObject({ quotas: { two: 7 }, error: undefined })
  })

  it('asks without cookies and without a header that costs a preflight', async () => {
    await load()
    expect(requests).toEqual([[URL, { cache: 'no-cache', credentials: 'omit' }]])
  })

  it('uses the copy of the last visit at once, and the fresh one when it differs', async () => {
    await load()
    answer = () => new Response(two)
    expect((await load()).used).toEqual([['one'], ['two']])
    expect((await load()).used).toEqual([['two']])
  })

  it('does not use the same text twice', async () => {
    await load()
    expect((await load()).used).toEqual([['one']])
  })

  it('does not use the copy of another address', async () => {
    await load('/other.json')
    expect((await load()).used).toEqual([['one']])
    answer = () => new Response('', { status: 500 })
    expect((await load('/other.json')).used).toEqual([])
  })

  it('serves offline from the copy', async () => {
    await load()
    answer = () => Promise.reject(new TypeError('Failed to fetch'))
    const { used, error } = await load()
    expect(used).toEqual([['one']])
    expect(error).toMatchObject({ code: 'surveys_unavailable', cause: expect.any(TypeError) })
  })

  it.each([
    ['404', () => new Response('not here', { status: 404 })],
    ['a page instead of JSON', () => new Response('<!doctype html>')],
    ['null', () => new Response('null')],
    ['a string', () => new Response('"surveys"')],
    ['an object of another kind', () => new Response('{"items":[]}')],
  ])('names the address when it answers with %s, and keeps the copy it has', async (_, wrong) => {
    await load()
    answer = wrong
    const { used, error } = await load()
    expect(used).toEqual([['one']])
    expect(error).toMatchObject({ name: 'PulsoError', code: 'surveys_unavailable' })
    expect(error.message).toContain(URL)
    answer = () => new Response(one)
    expect((await load()).used).toEqual([['one']])
  })

  it('does not keep a file that would crowd the storage of the site', async () => {
    answer = () => new Response(JSON.stringify([aSurvey('one'), 'x'.repeat(100_000)]))
    await load()
    expect(localStorage.length).toBe(0)
  })
})
