import { register } from 'node:module'

// What `npm run bench:insights` runs. Node 20 knows no TypeScript: its files are stripped of types as they load.
register('../../../test/faults/lab/typescript.mjs', import.meta.url)
const { runBench } = await import('./runBench.ts')
await runBench(process.argv.slice(2))
