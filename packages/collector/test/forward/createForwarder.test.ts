import { join } from 'node:path'
import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { forwardContract } from '../contract/forwardContract.ts'
import { tempFolder } from '../support/openCollector.ts'

forwardContract('SQLite', async () => {
  const folder = tempFolder()
  return {
    open: async () => openSqliteStore(join(folder.path, 'records.db')),
    remove: async () => folder.remove(),
  }
})
