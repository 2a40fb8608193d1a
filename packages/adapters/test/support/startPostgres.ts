import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { findEngine } from './findEngine.ts'
import { type Engine, idsOf, runEngine } from './runEngine.ts'

/** A real PostgreSQL on a free loopback port, with a cluster of its own, as a user who is not root. */
export async function startPostgres(): Promise<Engine> {
  const program = findEngine('postgres')
  const owner = process.getuid?.() === 0 ? idsOf('postgres') : {}
  return runEngine(
    (port, folder) => ({
      program,
      args: ['-D', join(folder, 'data'), '-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-k', folder],
    }),
    {
      user: 'postgres',
      prepare: (_port, folder) => {
        const args = [
          '-D',
          join(folder, 'data'),
          '-A',
          'trust',
          '-U',
          'postgres',
          '--locale=C.UTF-8',
          '-E',
          'UTF8',
        ]
        const made = spawnSync(join(dirname(program), 'initdb'), args, {
          cwd: folder,
          encoding: 'utf8',
          ...owner,
        })
        if (made.status !== 0) throw new Error(made.stderr)
      },
    },
  )
}
