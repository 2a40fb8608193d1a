import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

interface Case {
  name: string
  total: { gzip: number }
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const FIRST_SCREEN_LINES = 40
/** `11,400 bytes (gzip)` or `11.4 kB (gzip)`, in bold or not. */
const FIGURE = /([\d,.]+)\s*(bytes|B|kB)\W{1,5}gzip/

describe('README', () => {
  it('states the size that a browser receives, neither less nor much more', async () => {
    const screen = readFileSync(`${root}/README.md`, 'utf8').split('\n', FIRST_SCREEN_LINES).join('\n')
    const [, digits, unit] = FIGURE.exec(screen) ?? []
    expect(digits, 'the first screen states a size').toBeDefined()
    const stated = Number(digits!.replaceAll(',', '')) * (unit === 'kB' ? 1000 : 1)

    const { stdout } = await promisify(execFile)('node', ['test/size/size.mjs', '--json'], { cwd: root })
    const { cases } = JSON.parse(stdout) as { cases: Case[] }
    const measured = cases.find(({ name }) => name === 'nps')!.total.gzip

    expect(measured).toBeLessThanOrEqual(stated)
    expect(stated - measured, 'a figure this far off says nothing').toBeLessThan(stated * 0.1)
  }, 120_000)
})
