import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { serveCollector } from '../../src/serve.ts'
import { publishCommand } from '../../src/surveys/publishCommand.ts'
import { tempFolder } from '../support/openCollector.ts'
import { KEY, ORIGIN, PROJECTS, TOKEN } from '../support/records.ts'
import { survey, withQuestion } from '../support/surveys.ts'

let folder: ReturnType<typeof tempFolder>
let databasePath: string
let said: string[]
beforeEach(() => {
  folder = tempFolder()
  databasePath = join(folder.path, 'records.db')
  said = []
})
afterEach(() => folder.remove())

const write = (content: unknown): string => {
  const file = join(folder.path, 'surveys.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const run = (args: string[], env: Record<string, string> = {}) => {
  said = []
  return publishCommand(args, {
    env: { COLLECTOR_DATABASE: databasePath, ...env },
    say: (line) => said.push(...line.split('\n')),
    until: new AbortController().signal,
  })
}
const latest = async () => {
  const store = openSqliteStore(databasePath)
  const found = await store.publications.latest('shop', 'live')
  await store.close()
  return found && { number: found.number, surveys: JSON.parse(found.json) as unknown }
}

describe('publishCommand', () => {
  it('publishes a file into the store of the settings, by project or by key, and says what changed', async () => {
    await openSqliteStore(databasePath).close()
    expect(await run([write({ surveys: [survey()] }), '--project', 'shop'])).toBe(0)
    expect(said.at(-1)).toBe('Published (live), number 1.')
    expect(said.join()).toMatch(/post-purchase rev 1 \([0-9a-z]{11}\): new/)
    const settings = { COLLECTOR_PROJECTS: JSON.stringify(PROJECTS) }
    expect(await run([write([survey({ priority: 3 })]), '--key', KEY], settings)).toBe(0)
    expect(await latest()).toEqual({ number: 2, surveys: [survey({ priority: 3 })] })
    expect(await run([write([survey({ priority: 3 })]), '--project', 'shop', '--dry-run'], settings)).toBe(0)
    expect(said).toEqual([expect.stringContaining(': unchanged'), 'This would be published (live).'])
  })

  it('ends with 1 and every problem when the surveys are wrong, or break what was published', async () => {
    await openSqliteStore(databasePath).close()
    expect(await run([write([{ ...survey(), kinds: 'x' }, survey({ rev: 0 })]), '--project', 'shop'])).toBe(1)
    expect(said[0]).toBe('Nothing was published: the surveys have mistakes.')
    expect(said.filter((line) => /^ {2}\[[01]\]/.test(line))).toHaveLength(2)
    expect(await run([write('{"surveys": ['), '--project', 'shop'])).toBe(1)
    expect(await latest()).toBeUndefined()
    await run([write([survey()]), '--project', 'shop'])
    expect(await run([write([withQuestion('stars', { points: 7 })]), '--project', 'shop'])).toBe(1)
    expect(said).toEqual([
      'Nothing was published: under one rev, answers would mean different things.',
      expect.stringContaining('  [0].questions[2]: the scale of "stars" was 5 points as stars'),
    ])
  })

  it('publishes over HTTP with the admin token, tells the same, and says what the collector says', async () => {
    const served = await serveCollector({ port: 0, databasePath, projects: PROJECTS, adminToken: TOKEN })
    const over = (content: unknown, token = TOKEN, ...more: string[]) =>
      run([write(content), '--key', KEY, '--to', served.url, ...more], { COLLECTOR_ADMIN_TOKEN: token })
    try {
      expect(await over([survey()], TOKEN, '--dry-run')).toBe(0)
      expect(await over([survey()])).toBe(0)
      expect(said.at(-1)).toBe('Published (live), number 1.')
      expect(await over([withQuestion('stars', { points: 7 })])).toBe(1)
      expect(said[1]).toContain('[0].questions[2]')
      expect(await over([survey({ rev: 0 })])).toBe(1)
      await expect(over([survey()], 'a-wrong-token-of-someone')).rejects.toThrow(/answers 401/)
      const page = await fetch(`${served.url}/v1/surveys/${KEY}`, { headers: { origin: ORIGIN } })
      expect(await page.json()).toEqual({ surveys: [survey()], quotas: {} })
    } finally {
      await served.close()
    }
    await expect(over([survey()])).rejects.toThrow(/does not answer/)
  })

  it('is told what it was not given, and makes no database by mistake', async () => {
    const file = write([survey()])
    const refused = (...args: string[]) => expect(run(args)).rejects
    await refused('--project', 'shop').toThrow(/pulso-collector publish FILE/)
    await refused(file).toThrow(/--project or --key/)
    await refused(file, '--project', 'shop', '--key', KEY).toThrow(/--project or --key/)
    await refused(file, '--project', 'shop', '--mode', 'all').toThrow(/live or test/)
    await refused(join(folder.path, 'none.json'), '--project', 'shop').toThrow(/cannot be read/)
    await refused(file, '--project', 'shop').toThrow(/There is no file/)
    await refused(file, '--project', 'shop', '--to', 'http://127.0.0.1:1').toThrow(/by --key/)
    await refused(file, '--key', KEY).toThrow(/COLLECTOR_PROJECTS/)
    await expect(
      run([file, '--project', 'shpo'], { COLLECTOR_PROJECTS: JSON.stringify(PROJECTS) }),
    ).rejects.toThrow(/"shpo" is no project/)
    expect(existsSync(databasePath)).toBe(false)
  })
})
