import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTabs, type TabMessage } from '../../src/browser/tabs.ts'

const message: TabMessage = { survey: 'nps', run: 'a', is: 'end' }

/** The browser's channel, at once instead of soon. */
class Channel {
  static open = new Set<Channel>()
  onmessage: ((event: { data: unknown }) => void) | undefined
  constructor(readonly name: string) {
    Channel.open.add(this)
  }
  postMessage(data: unknown) {
    for (const each of Channel.open) if (each !== this && each.name === this.name) each.onmessage?.({ data })
  }
  close() {
    Channel.open.delete(this)
  }
}

describe('createTabs', () => {
  beforeEach(() => {
    Channel.open.clear()
    vi.stubGlobal('BroadcastChannel', Channel)
  })
  afterEach(() => vi.unstubAllGlobals())

  it('pain 11: tells the other tabs, not itself', () => {
    const [here, there] = [vi.fn(), vi.fn()]
    const tabs = createTabs(here)
    const other = createTabs(there)
    tabs.tell(message)
    expect(there.mock.calls).toEqual([[message]])
    expect(here).not.toHaveBeenCalled()
    tabs.destroy()
    other.destroy()
  })

  it('shuts while the page is kept for back and forward, and opens again with it', () => {
    const heard = vi.fn()
    const tabs = createTabs(heard)
    const other = createTabs(vi.fn())
    window.dispatchEvent(new Event('pagehide'))
    expect(Channel.open.size).toBe(0)
    tabs.tell(message) // nobody hears, nothing throws
    window.dispatchEvent(new Event('pageshow'))
    expect(Channel.open.size).toBe(2)
    other.tell(message)
    expect(heard).toHaveBeenCalledTimes(1)
    tabs.destroy()
    other.destroy()
  })

  it('is gone after destroy', () => {
    const tabs = createTabs(vi.fn())
    tabs.destroy()
    window.dispatchEvent(new Event('pageshow'))
    expect(Channel.open.size).toBe(0)
  })

  it('says nothing where there is no such channel', () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    const tabs = createTabs(vi.fn())
    tabs.tell(message)
    tabs.destroy()
  })
})
