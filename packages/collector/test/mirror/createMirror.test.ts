import { join } from 'node:path'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { mirrorContract } from '../contract/mirrorContract.ts'
import { fakeClickhouse } from '../support/fakeClickhouse.ts'
import { tempFolder } from '../support/openCollector.ts'

mirrorContract('from SQLite', async () => {
  const folder = tempFolder()
  return {
    open: async (place = 'first') => openSqliteStore(join(folder.path, `${place}.db`)),
    ask: fakeClickhouse(),
    database: 'default',
    hasTokens: true,
    remove: async () => folder.remove(),
  }
})
