import { describe, expect, it, vi } from 'vitest'

describe('in plain Node', () => {
  it('can be imported, and createPulso does nothing there', async () => {
    const fetched = vi.fn()
    vi.stubGlobal('fetch', fetched)
    const { createPulso } = await import('../src/index.ts')
    const errors: unknown[] = []
    const heard: unknown[] = []
    const pulso = createPulso({
      key: 'shop',
      endpoint: 'https://answers.example/v1/records',
      surveys: '/surveys.json',
      onError: (error) => errors.push(error),
    })
    pulso.on('*', (data) => heard.push(data))
    pulso.track('paid')
    pulso.identify('somebody', { plan: 'pro' })
    pulso.consent('granted')
    pulso.consent('denied')
    pulso.locale('es')
    pulso.reset()
    expect(pulso.explain('nps')).toBeUndefined()
    expect(await pulso.show('nps', { force: true })).toBe(false)
    expect(await pulso.outcome('purchase')).toBe(false)
    expect(await pulso.deadLetters()).toEqual([])
    expect(await pulso.requeue()).toBe(0)
    expect(await pulso.flush()).toBeUndefined()
    pulso.destroy()
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(fetched).not.toHaveBeenCalled()
    expect([errors, heard]).toEqual([[], []])
    vi.unstubAllGlobals()
  })

  it('does not share a handle between the requests of a server', async () => {
    const { createPulso } = await import('../src/index.ts')
    const options = { key: 'shop', endpoint: 'https://answers.example/v1/records', surveys: [] }
    expect(createPulso(options)).not.toBe(createPulso(options))
  })
})
