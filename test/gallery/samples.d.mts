import type { SurveyInput } from '../../src/schema/index.ts'

export const samples: { [name: string]: { survey: SurveyInput } }
