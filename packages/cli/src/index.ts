export type { Io } from './Io.ts'
export { run } from './run.ts'
export { shopProgramme } from './simulate/shopProgramme.ts'
export { type SimulateOptions, simulateJourneys, type Truth, truthOf } from './simulate/simulateJourneys.ts'
