/** A record id as a UUID of version 4, always the same one: 6 of its 128 bits give way to version and variant. */
export const uuid = (id: string): string => id.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-')
