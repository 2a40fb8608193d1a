#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './run.ts'

// A reader that has seen enough (`pulso export … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await run(process.argv.slice(2), {
  ...{ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env },
  ...{ fetch, now: Date.now, sleep: (ms) => sleep(ms) },
})
