/** What one pass over the file took, in a process of its own. */
export interface Pass {
  /** Processor time of the pass, seconds. */
  cpuS: number
  /** Most memory that the process ever had: VmHWM, MB. */
  peakMB: number
  /** Heap that is still held when garbage has been collected, MB. */
  heldMB: number
}

/** One size of the stream. */
export interface Size {
  records: number
  fileMB: number
  /** A bare `JSON.parse` loop. */
  parse: Pass
  aggregate: Pass & {
    cells: number
    findings: { [reason: string]: number }
    /** `buildReport` and `renderReport` from the aggregate. */
    reportCpuS: number
    reportKB: number
  }
  /** The whole of `pulso report`: persons, comments and the page too. */
  report: Pass
}

/** The file docs/bench/insights.json. */
export interface Result {
  command: string
  from: string
  to: string
  seed: number
  machine: string
  versions: { [name: string]: string }
  loadAverage: number[]
  /** From the smallest to the largest; each has the records of the one before, and more of the same stream. */
  sizes: Size[]
}
