/** The mark beside a figure that does not reach its aim. */
export const misses = (isReached: boolean): string => (isReached ? '' : ' (**missed**)')
