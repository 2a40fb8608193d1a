/** What one tab tells the others of the same site. */
export interface TabMessage {
  survey: string
  run: string
  /** `open`: a card appeared there. `end`: the visitor answered or closed it there. */
  is: 'open' | 'end'
}

/**
 * Talks to the other tabs while a card is open. The channel is shut while the page is kept for back and forward,
 * which an open one would end. Without BroadcastChannel nothing is said: the claim alone keeps copies apart.
 */
export function createTabs(onMessage: (message: TabMessage) => void) {
  let channel: BroadcastChannel | undefined
  const open = () => {
    try {
      channel ??= new BroadcastChannel('pulso-tabs')
      channel.onmessage = (event) => onMessage(event.data as TabMessage)
    } catch {}
  }
  const shut = () => {
    channel?.close()
    channel = undefined
  }
  open()
  addEventListener('pageshow', open)
  addEventListener('pagehide', shut)
  return {
    tell(message: TabMessage) {
      channel?.postMessage(message)
    },
    destroy() {
      shut()
      removeEventListener('pageshow', open)
      removeEventListener('pagehide', shut)
    },
  }
}
