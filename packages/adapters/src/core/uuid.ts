/** A record id as a UUID of version 4, always the same one: 6 of its 128 bits give way to version and variant. */
export const uuid = (id: string): string =>
  `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20)}`
