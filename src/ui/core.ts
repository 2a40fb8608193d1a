import { Scale } from './Scale.tsx'
import type { Views } from './view.ts'

/** Views of the widget chunk; the others come with `more.ts`, when a survey needs them. */
export const core: Views = { nps: Scale, csat: Scale, ces: Scale, agreement: Scale, numbers: Scale }
