import { describe, expect, it } from 'vitest'
import { projectOf } from '../src/projectOf.ts'

const COLLECTOR_PROJECTS = JSON.stringify([{ id: 'shop', key: 'k-2', oldKey: 'k-1', origins: [] }])

describe('projectOf', () => {
  it('knows a project by its id and by each of its keys', () => {
    for (const said of [{ project: 'shop' }, { key: 'k-2' }, { key: 'k-1' }])
      expect(projectOf(said, { COLLECTOR_PROJECTS })).toBe('shop')
  })

  it('takes an id for a typing error where settings know others, and believes it where there are none', () => {
    expect(() => projectOf({ project: 'shpo' }, { COLLECTOR_PROJECTS })).toThrow('"shpo" is no project')
    expect(projectOf({ project: 'shpo' }, {})).toBe('shpo')
  })

  it('looks a key up in the settings, says nothing of it when it is unknown, and tells what is wrong with them', () => {
    expect(() => projectOf({ key: 'k-9' }, { COLLECTOR_PROJECTS })).toThrow(
      /^--key is no project .* keys are/,
    )
    expect(() => projectOf({ key: 'k-9' }, {})).toThrow('--key is no project')
    expect(() => projectOf({ key: 'k-2' }, { COLLECTOR_PROJECTS: '{}' })).toThrow('is not a JSON list')
  })
})
