import { register } from 'node:module'

// What `npm run faults` runs. Node 20 knows no TypeScript, so that its files are stripped of types as they load.
register('./lab/typescript.mjs', import.meta.url)
await import('./main.ts')
