import { afterEach, describe, expect, it, vi } from 'vitest'
import type { KioskOptions } from '../../src/kiosk.ts'
import { aSurvey } from '../support/aSurvey.ts'
import { listenTo, openPage } from '../support/openPage.ts'

const options: KioskOptions = {
  key: 'shop',
  endpoint: 'https://answers.example/v1/records',
  surveys: [aSurvey('first'), aSurvey('second')],
}
let end = () => {}
afterEach(() => end())

async function start(more: Partial<KioskOptions> = {}) {
  openPage()
  const { createKiosk } = await import('../../src/browser/createKiosk.ts')
  // What a page fetches when it is due: to make it here may take longer than anything that is waited for.
  await Promise.all([import('../../src/browser/widget/index.ts'), import('../../src/browser/queue.ts')])
  const errors: unknown[] = []
  const kiosk = createKiosk({ ...options, onError: (error) => errors.push(error), ...more })
  end = kiosk.destroy
  return { kiosk, errors, ...listenTo(kiosk) }
}

describe('createKiosk', () => {
  it('asks the first survey, or the one that is named, without any trigger', async () => {
    expect(await (await start()).until('shown')).toMatchObject([{ survey: 'first' }])
    end()
    expect(await (await start({ survey: 'second' })).until('shown')).toMatchObject([{ survey: 'second' }])
  })

  it('says that there is no such survey, and draws nothing', async () => {
    const { until } = await start({ survey: 'third' })
    expect(await until('error')).toMatchObject([{ error: { code: 'unknown_survey' } }])
    expect(document.querySelector('pulso-survey')).toBeNull()
  })

  it('is another language for one person, and the page’s again for the next', async () => {
    const { kiosk, until } = await start({ locale: 'en' })
    await until('shown')
    const close = () =>
      document.querySelector('pulso-survey')?.shadowRoot?.querySelector<HTMLButtonElement>('.x')
    kiosk.locale('es')
    await vi.waitFor(() => expect(close()?.getAttribute('aria-label')).toBe('Cerrar'), 4000)
    close()?.click()
    await until('shown', 2)
    expect(close()?.getAttribute('aria-label')).toBe('Close')
  })

  it('takes its card along when it is destroyed, and comes back no more', async () => {
    const { kiosk, until, heard } = await start()
    await until('shown')
    kiosk.destroy()
    await until('closed')
    expect(document.querySelector('pulso-survey')).toBeNull()
    expect(heard('error')).toEqual([])
  })

  it('begins nothing when it is destroyed while its files come', async () => {
    const { kiosk, heard } = await start()
    kiosk.destroy()
    await new Promise((settle) => setTimeout(settle, 200)) // a card that is drawn takes a tenth of it
    expect(heard('shown')).toEqual([])
    expect(document.querySelector('pulso-survey')).toBeNull()
    const before = vi.spyOn(globalThis, 'fetch').mock.calls.length
    window.dispatchEvent(new Event('online')) // a queue would look at what waits
    await new Promise((settle) => setTimeout(settle, 100))
    expect(fetch).toHaveBeenCalledTimes(before)
  })

  it('refuses to start without key, endpoint and surveys', async () => {
    openPage()
    const { createKiosk } = await import('../../src/browser/createKiosk.ts')
    for (const missing of ['key', 'endpoint', 'surveys'])
      expect(() => createKiosk({ ...options, [missing]: undefined } as never)).toThrow(
        expect.objectContaining({ code: 'invalid_options' }),
      )
  })
})
