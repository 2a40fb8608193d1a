import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { LiveSettings } from './LiveCalls.ts'
import { openHere } from './openHere.ts'
import type { Thread } from './Thread.ts'

/** Most memory of the thread, in megabytes. Beyond it the thread ends, and the collector goes on. */
const MAX_MB = 1024

/** Beside the built files; in sources, and in a bundle of one file, it is not there. */
const THREAD_FILE = new URL('./liveThread.js', import.meta.url)

/**
 * Starts a thread of Node, so that nobody who sends records waits for a report. Where its file is not there, all is done in
 * this process, and they wait.
 *
 * @param ended - told why, when the thread has ended by itself.
 */
export function openThread(
  settings: LiveSettings,
  ended: (error: Error) => void,
  file = THREAD_FILE,
): Thread {
  if (file.protocol !== 'file:' || !existsSync(fileURLToPath(file))) return openHere(settings, ended)
  const worker = new Worker(file, {
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: MAX_MB },
  })
  worker.unref()
  worker.once('error', ended)
  worker.once('exit', (code) => ended(new Error(`The thread that counts has ended (${code}).`)))
  return {
    port: worker,
    async end() {
      await worker.terminate()
    },
  }
}
