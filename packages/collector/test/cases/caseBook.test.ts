import { join } from 'node:path'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { casesContract } from '../contract/casesContract.ts'
import { tempFolder } from '../support/openCollector.ts'

casesContract('SQLite', async () => {
  const folder = tempFolder()
  return {
    open: async () => openSqliteStore(join(folder.path, 'records.db')),
    remove: async () => folder.remove(),
  }
})
