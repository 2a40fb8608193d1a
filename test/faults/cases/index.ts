import type { FaultCase } from './FaultCase.ts'
import { life } from './life.ts'
import { network } from './network.ts'
import { storage } from './storage.ts'
import { tabs } from './tabs.ts'

/** The 57 faults, in order. */
export const CASES: readonly FaultCase[] = [...storage, ...life, ...network, ...tabs]
