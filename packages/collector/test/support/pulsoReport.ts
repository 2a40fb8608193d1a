import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import type { JourneyReport } from '@pulso/insights'
import { run } from '../../../cli/src/run.ts'
import { tempFolder } from './openCollector.ts'

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** What `pulso report --json` says of these lines of an export. */
export async function pulsoReport(
  lines: readonly string[],
  programme: unknown,
  { now, flags = [] }: { now: number; flags?: readonly string[] },
): Promise<JourneyReport> {
  const folder = tempFolder()
  try {
    const path = (name: string) => join(folder.path, name)
    writeFileSync(path('records.ndjson'), lines.map((line) => `${line}\n`).join(''))
    writeFileSync(path('programme.json'), JSON.stringify(programme))
    const files = ['report', path('records.ndjson'), '--programme', path('programme.json')]
    const code = await run([...files, '--json', '-o', path('report.json'), ...flags], {
      ...{ stdin: Readable.from([]), stdout: nowhere(), stderr: nowhere(), env: {}, now: () => now },
      ...{ fetch: () => Promise.reject(new Error('no network here')), sleep: () => Promise.resolve() },
    })
    if (code !== 0) throw new Error(`pulso report ended with ${code}`)
    return JSON.parse(readFileSync(path('report.json'), 'utf8')) as JourneyReport
  } finally {
    folder.remove()
  }
}
