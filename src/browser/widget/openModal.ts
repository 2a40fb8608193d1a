/** The modal dialog that is open on the page, the innermost if several are. Everything outside of it is inert. */
export function openModal(): Element | undefined {
  try {
    return [...document.querySelectorAll('dialog:modal,[aria-modal=true]')]
      .filter((element) => element.getClientRects().length)
      .at(-1)
  } catch {
    return // an engine that does not know `:modal`
  }
}
