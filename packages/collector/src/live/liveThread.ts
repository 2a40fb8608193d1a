// The thread of the numbers: see openThread.
import { parentPort, workerData } from 'node:worker_threads'
import type { LiveSettings } from './LiveCalls.ts'
import { serveLive } from './serveLive.ts'

if (parentPort) serveLive(parentPort, workerData as LiveSettings)
