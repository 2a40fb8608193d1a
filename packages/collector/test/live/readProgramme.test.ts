import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { shopProgramme } from '../../../cli/src/simulate/shopProgramme.ts'
import { readProgramme } from '../../src/live/readProgramme.ts'
import { readEnvironment } from '../../src/readEnvironment.ts'
import { serveCollector } from '../../src/serve.ts'
import { tempFolder } from '../support/openCollector.ts'
import { PROJECTS, TOKEN } from '../support/records.ts'

const COLLECTOR_PROJECTS = 'shop=https://shop.example'
let folder: ReturnType<typeof tempFolder>
beforeEach(() => {
  folder = tempFolder()
})
afterEach(() => folder.remove())

const written = (text: string) => {
  const path = join(folder.path, 'pulso.programme.json')
  writeFileSync(path, text)
  return path
}

describe('readProgramme', () => {
  it('takes the file that the settings name, and the segments beside it', async () => {
    const programme = shopProgramme(0, 30)
    const COLLECTOR_PROGRAMME = written(JSON.stringify(programme))
    const COLLECTOR_SEGMENTS = ' country,relationship,,country'
    const read = readEnvironment({ COLLECTOR_PROJECTS, COLLECTOR_PROGRAMME, COLLECTOR_SEGMENTS })
    expect(read).toMatchObject({ programme, segments: ['country', 'relationship'] })
    expect((await readProgramme(read.programme)).name).toBe(programme.name)
  })

  it('tells a file that is none, and too many segments, with the other problems', () => {
    const wrong = {
      COLLECTOR_PROGRAMME: join(folder.path, 'none.json'),
      COLLECTOR_SEGMENTS: 'a,b,c,d,e,f,g,h,i',
    }
    expect(() => readEnvironment(wrong)).toThrow(/3 problems.*COLLECTOR_PROGRAMME: .*COLLECTOR_SEGMENTS: /s)
    const COLLECTOR_PROGRAMME = written('{')
    expect(() => readEnvironment({ COLLECTOR_PROJECTS, COLLECTOR_PROGRAMME })).toThrow(
      /COLLECTOR_PROGRAMME: .*JSON/,
    )
  })

  it('starts no collector with a programme that is wrong, and says what is', async () => {
    const options = {
      port: 0,
      databasePath: join(folder.path, 'r.db'),
      projects: PROJECTS,
      adminToken: TOKEN,
    }
    await expect(serveCollector({ ...options, programme: { v: 1, name: '' } })).rejects.toMatchObject({
      code: 'invalid_config',
      message: expect.stringMatching(/The programme: .*(name|journeys)/s),
    })
  })
})
