import * as z from 'zod/mini'

/** Stable id of a survey, question, choice or touchpoint: lower case letters, digits, hyphens; 1–64. */
export const StableId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/))

/** 128 random bits in lower-case hex: made once, before a record is stored, and never remade. */
export const RandomId = z.string().check(z.regex(/^[0-9a-f]{32}$/))
