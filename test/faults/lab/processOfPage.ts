import { readFileSync } from 'node:fs'
import type { Page } from '../../browser/harness/index.ts'
import { processesOf } from './processesOf.ts'

/** What the three engines call the processes that draw pages. */
const DRAWS = /--type=renderer|-contentproc|WebKitWebProcess/

/** The process that a page runs in: of those that draw pages, the one that works while the page counts. */
export async function processOfPage(page: Page, profile: string): Promise<number> {
  const before = new Map(
    processesOf(profile)
      .filter((pid) => DRAWS.test(read(pid, 'cmdline')))
      .map((pid) => [pid, ticksOf(pid)]),
  )
  await page.eval(() => {
    const end = performance.now() + 600
    while (performance.now() < end);
  })
  const work = [...before].map(([pid, ticks]) => ({ pid, ticks: ticksOf(pid) - ticks }))
  const busiest = work.sort((a, b) => b.ticks - a.ticks)[0]
  if (!busiest?.ticks) throw new Error('No process of the browser did any work.')
  return busiest.pid
}

/** Processor time of a process in user mode, in hundredths of a second. */
const ticksOf = (pid: number): number =>
  Number(
    read(pid, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ')[11] ?? 0,
  )

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // it has ended
  }
}
