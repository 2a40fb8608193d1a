import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CACHE } from '../lab/freezeBuild.ts'
import { PEER_NAMES, PEERS, type PeerName } from './PEERS.ts'

const HERE = fileURLToPath(new URL('.', import.meta.url))

export interface Peers {
  /** Folder with a module for each peer. */
  bundles: string
  versions: { [name in PeerName]: string }
}

/**
 * Installs the peers into this folder alone when they are not what the lockfile says, and bundles each with its entry.
 *
 * @throws when npm or the bundler fails.
 */
export function installPeers(): Peers {
  const read = (path: string) => readFileSync(join(HERE, path), 'utf8')
  const wanted = JSON.parse(read('package-lock.json')).packages as { [path: string]: { version?: string } }
  const isThere = Object.entries(wanted).every(
    ([path, { version }]) =>
      !path ||
      (existsSync(join(HERE, path, 'package.json')) &&
        JSON.parse(read(join(path, 'package.json'))).version === version),
  )
  if (!isThere) {
    process.stderr.write('installing the SDKs of others, in test/faults/peers only …\n')
    run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund')
  }
  const hash = createHash('sha256').update(read('package-lock.json')).update(read('bundle.mjs'))
  for (const entry of readdirSync(join(HERE, 'entries')).sort())
    hash.update(entry).update(read(`entries/${entry}`))
  const bundles = join(CACHE, `peers-${hash.digest('hex').slice(0, 12)}`)
  if (!PEER_NAMES.every((name) => existsSync(join(bundles, `${name}.js`)))) {
    process.stderr.write('bundling them …\n')
    run(process.execPath, 'bundle.mjs', bundles)
  }
  const versionOf = (name: PeerName) =>
    JSON.parse(
      read(name === 'pulso' ? '../../../package.json' : `node_modules/${PEERS[name].package}/package.json`),
    ).version as string
  return {
    bundles,
    versions: Object.fromEntries(PEER_NAMES.map((name) => [name, versionOf(name)])) as Peers['versions'],
  }
}

function run(program: string, ...args: string[]): void {
  const { status } = spawnSync(program, args, { cwd: HERE, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${program} ${args[0]} failed in test/faults/peers.`)
}
