import { register } from 'node:module'

// node packages/collector/bench/building.mjs [--write]: what it costs to build statements, without any database.
register('../../../test/faults/lab/typescript.mjs', import.meta.url)
const { measureBuilding } = await import('./measureBuilding.ts')
await measureBuilding(process.argv.slice(2).includes('--write'))
