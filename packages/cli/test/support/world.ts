import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { type Io, run } from '../../src/index.ts'

/** A folder of its own, a terminal that is none, and a clock that stands. */
export function world(more: Partial<Io> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pulso-cli-'))
  const said = { out: '', err: '' }
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _encoding, done) {
        said[name] += String(chunk)
        done()
      },
    })
  const path = (name: string) => join(folder, name)
  return {
    said,
    path,
    write(name: string, value: unknown) {
      writeFileSync(path(name), typeof value === 'string' ? value : JSON.stringify(value))
      return path(name)
    },
    read: (name: string) => readFileSync(path(name), 'utf8'),
    lines: (name: string) =>
      readFileSync(path(name), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    pulso: (...args: string[]) =>
      run(args, {
        ...{ stdin: Readable.from([]), stdout: into('out'), stderr: into('err'), env: {} },
        ...{ fetch: () => Promise.reject(new Error('no network here')), sleep: () => Promise.resolve() },
        now: () => Date.UTC(2026, 7, 1),
        ...more,
      }),
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}
