import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHost, type Host } from '../../../src/browser/widget/createHost.ts'
import type { Kit } from '../../../src/browser/widget/kit.ts'
import { openPage } from '../../support/openPage.ts'

type Options = Parameters<typeof createHost>[0]

let host: Host | undefined
const told: unknown[] = []
const open = (options: Partial<Options> = {}) => {
  host = createHost({
    presentation: {},
    theme: { scheme: 'light' },
    kit: { views: {}, css: ['.card{color:red}'], strings: {} } as unknown as Kit,
    home: () => document.body,
    dismiss: () => {},
    safely: (work) => () => {
      try {
        work()
      } catch (error) {
        told.push(error)
      }
    },
    ...options,
  })
  return host
}
const element = () => document.querySelector<HTMLElement>('pulso-survey')

beforeEach(() => {
  openPage()
  told.length = 0
})
afterEach(() => {
  host?.remove()
  document.documentElement.removeAttribute('style')
})

describe('createHost', () => {
  it('puts nothing on the page before it is shown, and nothing is left once it is removed', () => {
    const { show, remove } = open()
    expect(element()).toBeNull()
    show()
    expect(element()?.parentNode).toBe(document.body)
    remove()
    expect(element()).toBeNull()
  })

  it('is a popover in the corner that the survey names, and part of the page where it is inline', () => {
    open({ presentation: { position: 'top-start' } }).show()
    expect(element()?.popover).toBe('manual')
    expect(element()?.dataset.at).toBe('top-start')
    host?.remove()
    open({ presentation: { mode: 'inline', target: 'main' } }).show()
    expect(element()?.popover).toBeFalsy()
    expect(element()?.dataset.at).toBe('inline')
  })

  it('reads a sheet once for all cards', () => {
    const [first, second] = [open().root, open().root]
    expect(first.adoptedStyleSheets).toHaveLength(1)
    expect(second.adoptedStyleSheets[0]).toBe(first.adoptedStyleSheets[0])
  })

  it('comes back when the page has thrown it out, or its whole body', async () => {
    open({ home: () => document.documentElement }).show()
    element()?.remove()
    await vi.waitFor(() => expect(element()?.parentNode).toBe(document.documentElement))
    document.documentElement.replaceChild(document.createElement('body'), document.body)
    await vi.waitFor(() => expect(element()).not.toBeNull())
  })

  it('takes the focus along when it moves', async () => {
    const { show, root, card } = open({ home: () => document.querySelector('main') ?? document.body })
    show()
    const button = card.appendChild(document.createElement('button'))
    button.focus()
    document.body.append(document.createElement('main'))
    await vi.waitFor(() => expect(element()?.parentElement?.localName).toBe('main'))
    expect(root.activeElement).toBe(button)
  })

  it('stays away after it was removed, whatever changes on the page', async () => {
    const { show, remove } = open({ home: () => document.documentElement })
    show()
    remove()
    document.body.append(document.createElement('p'))
    document.dispatchEvent(new Event('transitionend'))
    await new Promise((settle) => setTimeout(settle, 20))
    expect(element()).toBeNull()
  })

  it('waits for a place: there is none until the page makes it', async () => {
    const { show } = open({ home: () => document.querySelector('main') })
    show()
    expect(element()).toBeNull()
    document.body.append(document.createElement('main'))
    await vi.waitFor(() => expect(element()?.parentElement?.localName).toBe('main'))
  })

  it('rises above a popover that opens after it, and not because it rose itself', () => {
    const rise = vi.spyOn(HTMLElement.prototype, 'showPopover')
    open().show()
    const risen = rise.mock.calls.length
    const toggle = () => Object.assign(new Event('toggle'), { newState: 'open' })
    element()?.dispatchEvent(toggle())
    expect(rise).toHaveBeenCalledTimes(risen)
    const other = document.body.appendChild(document.createElement('div'))
    other.dispatchEvent(toggle())
    expect(rise).toHaveBeenCalledTimes(risen + 1)
  })

  it('takes the scheme it is told, else that of the page, also when it changes', async () => {
    const { show, card } = open({ theme: { scheme: 'dark' } })
    show()
    expect(card.className).toBe('card dark')
    host?.remove()
    const { show: showAuto, card: auto } = open({ theme: { scheme: 'auto' } })
    document.documentElement.style.colorScheme = 'light'
    showAuto()
    expect(auto.className).toBe('card light')
    document.documentElement.style.colorScheme = 'dark'
    await vi.waitFor(() => expect(auto.className).toBe('card dark'))
  })

  it('tells of a failure of the page, and throws nothing into it', () => {
    const error = new Error('the page has broken it')
    open({
      home: () => {
        throw error
      },
    }).show()
    expect(told).toEqual([error])
  })
})
