import { join } from 'node:path'
import type { CommandContext, ExitCode } from '../../src/commandTools.ts'
import { tempFolder } from './openCollector.ts'

/** Runs commands in this process, with a folder of their own in which the settings name a SQLite file. */
export function commandsIn() {
  const folder = tempFolder()
  const databasePath = join(folder.path, 'records.db')
  let said: string[] = []
  return {
    databasePath,
    path: (name: string) => join(folder.path, name),
    /** What the last command told, by lines. */
    said: () => said,
    run(
      command: (args: readonly string[], context: CommandContext) => Promise<ExitCode>,
      args: readonly string[],
      env: Record<string, string> = {},
    ): Promise<ExitCode> {
      said = []
      return command(args, {
        env: { COLLECTOR_DATABASE: databasePath, ...env },
        say: (line) => said.push(...line.split('\n')),
        until: new AbortController().signal,
      })
    },
    remove: folder.remove,
  }
}
export type RunCommand = ReturnType<typeof commandsIn>
