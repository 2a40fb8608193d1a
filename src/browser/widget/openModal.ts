/** The modal dialog that is on top: of several that are open, the innermost with the focus. All else is inert. */
export function openModal(): Element | undefined {
  try {
    const modals = [...document.querySelectorAll('dialog:modal,[aria-modal=true]')].filter(
      (element) => element.getClientRects().length,
    )
    return modals.filter((element) => element.contains(document.activeElement)).at(-1) ?? modals.at(-1)
  } catch {
    return // an engine that does not know `:modal`
  }
}
