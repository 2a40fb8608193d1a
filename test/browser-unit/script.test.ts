import { afterEach, describe, expect, it, vi } from 'vitest'
import { aSurvey } from '../support/aSurvey.ts'
import { listenTo, openPage } from '../support/openPage.ts'

type Command = ((verb: string, ...args: unknown[]) => unknown) & {
  q?: Iterable<unknown>[]
  track?: unknown
  on: (event: '*', listener: (data: unknown, name: never) => void) => () => void
  destroy?: () => void
}
const page = globalThis as { pulso?: Command | undefined }
const pulso = (...call: [verb: string, ...args: unknown[]]) => page.pulso?.(...call)

/** The command stub, as the documentation gives it. */
const stub = () => {
  page.pulso = ((...args: unknown[]) => {
    page.pulso!.q = page.pulso?.q ?? []
    page.pulso?.q.push(args)
  }) as Command
}
const surveys = [aSurvey('nps', { trigger: [{ on: 'event', name: 'paid' }] })]
const options = { key: 'shop', endpoint: 'https://answers.example/v1/records', surveys }

/** A script tag with these attributes. */
const tag = (attributes: { [name: string]: string }) => {
  const element = document.createElement('script')
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(`data-${name}`, value)
  document.head.append(element)
}
const full = { key: options.key, endpoint: options.endpoint, surveys: JSON.stringify(surveys) }
/** The script arrives, or another copy of it. */
const load = () => {
  vi.resetModules()
  return import('../../src/script.ts')
}

describe('script', () => {
  let error = vi.spyOn(console, 'error')
  const open = () => {
    const opened = openPage({ surveys: JSON.stringify(surveys) })
    error = vi.spyOn(console, 'error').mockImplementation(() => {})
    return opened
  }
  afterEach(() => {
    page.pulso?.destroy?.()
    page.pulso = undefined
    document.head.replaceChildren()
  })

  it('carries out the commands that came before it, in their order', async () => {
    open()
    stub()
    const heard: string[] = []
    pulso('on', '*', (_: unknown, name: string) => heard.push(name))
    pulso('track', 'paid')
    tag(full)
    await load()
    await vi.waitFor(() => expect(heard).toContain('shown'), { timeout: 4000 })
    expect(heard[0]).toBe('ready')
    expect(error).not.toHaveBeenCalled()
  })

  it('takes commands that were noted as arguments objects', async () => {
    open()
    page.pulso = Object.assign(() => {}, {
      q: [new Set(['track', 'paid']), new Set(['init', options])],
    }) as unknown as Command
    await load()
    await listenTo(page.pulso as never).until('shown')
  })

  it('has the methods of the handle on the command, and answers', async () => {
    open()
    tag(full)
    await load()
    expect(page.pulso?.track).toBeTypeOf('function')
    expect(await pulso('show', 'nps')).toBe(true)
    expect(pulso('explain', 'nps')).toMatchObject({ survey: 'nps', eligible: false })
  })

  it('names a verb that it does not know, in the console', async () => {
    open()
    tag(full)
    await load()
    expect(() => pulso('trak', 'paid')).not.toThrow()
    expect(error).toHaveBeenCalledWith('No verb "trak".')
  })

  it('reads data attributes: text, JSON, a key always as text, a theme part by part', async () => {
    const { sent } = open()
    tag({
      key: '12345',
      endpoint: options.endpoint,
      surveys: '/surveys.json',
      debug: 'true',
      scrub: 'false',
      locale: 'es',
      context: '{"campaign":"autumn"}',
      'theme-accent': '#a3461f',
      'theme-radius': '4',
    })
    await load()
    await vi.waitFor(() => expect(sent.map(({ url }) => url)).toEqual(['/surveys.json']))
    const seen = await optionsOf()
    expect(seen).toEqual({
      key: '12345',
      endpoint: options.endpoint,
      surveys: '/surveys.json',
      debug: true,
      scrub: false,
      locale: 'es',
      context: { campaign: 'autumn' },
      theme: { accent: '#a3461f', radius: 4 },
    })
  })

  // happy-dom does not list an empty attribute; browsers do.
  const probe = document.createElement('script')
  probe.setAttribute('data-debug', '')
  it.skipIf(!Object.keys({ ...probe.dataset }).includes('debug'))(
    'takes an empty attribute for true',
    async () => {
      open()
      tag({ ...full, debug: '' })
      await load()
      expect(await optionsOf()).toMatchObject({ debug: true })
    },
  )

  /** What Pulso was started with, as its records tell; the rest by starting it again, which returns the first handle. */
  const optionsOf = async () => {
    const element = document.querySelector('script[data-endpoint]') as HTMLElement
    page.pulso?.destroy?.()
    page.pulso = undefined
    const started: unknown[] = []
    // `surveys` is the first option that is read, from the object that holds them all.
    const { assign } = Object
    vi.spyOn(Object, 'assign').mockImplementation((target: object, ...more: object[]) => {
      if ('endpoint' in target) started.push(structuredClone(target))
      return assign(target, ...more)
    })
    stub()
    pulso('init', {})
    await load()
    vi.mocked(Object.assign).mockRestore()
    expect(element.isConnected).toBe(true)
    return started[0]
  }

  it('waits for init where the tag names no endpoint', async () => {
    const { sent } = open()
    stub()
    pulso('track', 'paid')
    await load()
    pulso('track', 'something')
    expect(page.pulso?.track).toBeUndefined()
    expect(sent).toEqual([])
    pulso('init', options)
    await listenTo(page.pulso as never).until('shown')
  })

  it('lets init add to the attributes, wherever it stands', async () => {
    open()
    tag({ key: options.key, endpoint: options.endpoint })
    stub()
    pulso('track', 'paid')
    pulso('init', { surveys })
    await load()
    await listenTo(page.pulso as never).until('shown')
    expect(error).not.toHaveBeenCalled()
  })

  it('tells the console what is missing, never throws into the page, and starts when it comes', async () => {
    open()
    tag({ endpoint: options.endpoint })
    await load()
    expect(error).toHaveBeenCalledWith(expect.objectContaining({ code: 'invalid_options' }))
    expect(() => pulso('track', 'paid')).not.toThrow()
    expect(() => pulso('init', { key: 'shop', surveys })).not.toThrow()
    await listenTo(page.pulso as never).until('shown')
  })

  it('pain 35: a second copy of the script leaves the first in charge', async () => {
    open()
    tag(full)
    await load()
    const first = page.pulso
    await load()
    expect(page.pulso).toBe(first)
  })

  it('pain 35: a second copy that comes before init loses nothing of what the first was told', async () => {
    open()
    stub()
    pulso('track', 'paid')
    await load()
    pulso('track', 'something')
    await load()
    pulso('init', options)
    await listenTo(page.pulso as never).until('shown')
  })

  it('works without stub and tag, for a page that calls init later', async () => {
    open()
    await load()
    pulso('init', options)
    pulso('track', 'paid')
    await listenTo(page.pulso as never).until('shown')
  })
})
