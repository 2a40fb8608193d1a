/**
 * Whose event it is, where the backend wants to know: the anonymous person id, which is there with consent only; else
 * the run, which pairs the records of one card and nothing more; an outcome without either stands alone.
 */
export const identity = (record: { id: string; person?: string | undefined; run?: string }): string =>
  record.person ?? record.run ?? record.id
