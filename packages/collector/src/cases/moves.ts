export type CaseState = 'open' | 'taken' | 'closed'
export type Move = 'take' | 'hand' | 'close' | 'reopen'

/** From which states a move is possible, and where it leads. */
export const MOVES: { readonly [move in Move]: { from: readonly CaseState[]; to: CaseState } } = {
  /** It is mine: of two who take it at once, the second hears that it is taken. */
  take: { from: ['open'], to: 'taken' },
  /** It is somebody else's. */
  hand: { from: ['open', 'taken'], to: 'taken' },
  close: { from: ['open', 'taken'], to: 'closed' },
  /** It needs somebody again. */
  reopen: { from: ['taken', 'closed'], to: 'open' },
}
