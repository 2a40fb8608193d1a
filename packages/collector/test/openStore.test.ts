import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nameOfStore, openStore, storeOf } from '../src/openStore.ts'
import { tempFolder } from './support/openCollector.ts'

describe('storeOf', () => {
  it('takes a path for a SQLite file, also behind sqlite:', () => {
    for (const path of [
      'records.db',
      './a/b.db',
      '/var/lib/pulso/records.db',
      ':memory:',
      'C:\\data\\records.db',
    ])
      expect(storeOf(path)).toEqual({ kind: 'sqlite', path })
    expect(storeOf('sqlite:records.db')).toEqual({ kind: 'sqlite', path: 'records.db' })
    expect(storeOf('sqlite:///var/records.db')).toEqual({ kind: 'sqlite', path: '/var/records.db' })
  })

  it('knows Postgres by both its schemes, and no other', () => {
    expect(storeOf('postgres://u:p@db.example:5432/pulso')).toEqual({ kind: 'postgres' })
    expect(storeOf('POSTGRESQL://db.example/pulso?sslmode=require')).toEqual({ kind: 'postgres' })
    for (const url of ['mysql://u:p@db.example/x', 'https://db.example', 'postgres://[', 'file:records.db'])
      expect([url, storeOf(url)]).toEqual([url, undefined])
  })
})

describe('openStore', () => {
  it('opens the file that a URL names', async () => {
    const folder = tempFolder()
    const store = await openStore(`sqlite:${join(folder.path, 'records.db')}`)
    expect(existsSync(join(folder.path, 'records.db'))).toBe(true)
    await store.close()
    folder.remove()
  })

  it('refuses another scheme without repeating what may be a password', async () => {
    const error = await openStore('mysql://u:s3cret@db.example/x').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'invalid_config', message: expect.stringContaining('postgres://') })
    expect((error as Error).message).not.toContain('s3cret')
  })
})

describe('nameOfStore', () => {
  it('shows no user and no password', () => {
    expect(nameOfStore('postgres://u:s3cret@db.example:5432/pulso?sslmode=require')).toBe(
      'db.example:5432/pulso',
    )
    expect(nameOfStore('sqlite:records.db')).toBe('records.db')
  })
})
