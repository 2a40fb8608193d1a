/**
 * Makes the card a modal dialog: the browser traps the focus and gives it back. Escape and a press beside it close.
 *
 * @returns Opens it, or brings it to the top again.
 */
export function asDialog(card: HTMLElement, dismiss: (reason: 'escape' | 'outside') => void): () => void {
  const dialog = card as HTMLDialogElement
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    dismiss('escape')
  })
  dialog.addEventListener('pointerdown', ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect()
    if (target === dialog && (x < left || x > right || y < top || y > bottom)) dismiss('outside')
  })
  return () => {
    if (dialog.open) dialog.close()
    dialog.showModal()
    dialog.focus()
  }
}
