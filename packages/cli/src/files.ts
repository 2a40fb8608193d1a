import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CliError } from './CliError.ts'
import type { Io } from './Io.ts'
import { progress } from './progress.ts'
import { splitLines } from './splitLines.ts'

/** Reads a JSON file. @throws {@link CliError} when it is not there, or is no JSON, with the place. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CliError(`${path} is no JSON: ${(cause as Error).message}. Mend it there and run again.`, {
      cause,
    })
  }
}

/** Reads a text file as UTF-8. @throws {@link CliError} when it cannot be read. */
export async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '')
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

const unreadable = (path: string, cause: unknown) =>
  new CliError(
    (cause as NodeJS.ErrnoException).code === 'ENOENT'
      ? `There is no file ${path}. Check the path; it is read from ${process.cwd()}.`
      : `${path} cannot be read: ${(cause as Error).message}.`,
    { cause },
  )

/**
 * Lines of a file, or of stdin for `-`, with a bar by bytes. Memory does not grow with the file.
 *
 * @throws {@link CliError} when it cannot be read.
 */
export async function* linesOf(path: string, io: Io): AsyncGenerator<string> {
  if (path === '-') {
    yield* splitLines(io.stdin, 'stdin')
    return
  }
  const { stream, bar } = await openRead(path, io)
  try {
    for await (const line of splitLines(stream, path)) {
      bar.at(stream.bytesRead)
      yield line
    }
  } finally {
    bar.stop()
    stream.destroy()
  }
}

/** Opens a file to read, with its bar. @throws {@link CliError} when it cannot be read. */
export async function openRead(path: string, io: Io) {
  const size = await stat(path).then(
    (found) => {
      if (found.isDirectory()) throw new CliError(`${path} is a folder. Name a file in it.`)
      return found.size
    },
    (cause) => {
      throw unreadable(path, cause)
    },
  )
  return { stream: createReadStream(path), bar: progress(io, path, size) }
}

/** A file that is written beside its place and put there when it is whole; stdout for `-`. */
export interface Output {
  write(text: string): Promise<void>
  /** Puts the file in its place. */
  done(): Promise<void>
  /** Leaves what was there before. */
  undo(): Promise<void>
}

/** @throws {@link CliError} when the folder cannot be made or the file cannot be written. */
export async function openOutput(path: string, io: Io): Promise<Output> {
  if (path === '-') {
    return {
      async write(text) {
        if (!io.stdout.write(text)) await once(io.stdout, 'drain')
      },
      done: async () => undefined,
      undo: async () => undefined,
    }
  }
  const part = `${path}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    const stream = createWriteStream(part)
    await once(stream, 'open')
    let failure: Error | undefined
    stream.on('error', (error) => (failure = error))
    return {
      async write(text) {
        if (failure) throw failure
        if (!stream.write(text)) await once(stream, 'drain')
      },
      async done() {
        await new Promise<void>((resolve, reject) =>
          stream.end((error?: Error | null) => (error ? reject(error) : resolve())),
        )
        await rename(part, path)
      },
      async undo() {
        stream.destroy()
        await rm(part, { force: true })
      },
    }
  } catch (cause) {
    throw new CliError(`${path} cannot be written: ${(cause as Error).message}. Give another path with -o.`, {
      cause,
    })
  }
}

/** Writes a whole file at once. */
export async function writeWhole(path: string, text: string, io: Io): Promise<void> {
  const output = await openOutput(path, io)
  await output.write(text)
  await output.done()
}
