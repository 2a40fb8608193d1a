#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { run } from './run.ts'

// V8 lets garbage grow to three times what is held before it collects: for a long file that is most of the memory.
setFlagsFromString('--heap-growing-percent=60')

// A reader that has seen enough (`pulso export … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await run(process.argv.slice(2), {
  ...{ stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env },
  ...{ fetch, now: Date.now, sleep: (ms) => sleep(ms) },
})
