import { openSqliteStore } from '../../src/openSqliteStore.ts'
import { moveForwardingContract } from '../contract/moveForwardingContract.ts'

moveForwardingContract('SQLite', async () => ({
  open: async () => openSqliteStore(':memory:'),
  remove: async () => {},
}))
