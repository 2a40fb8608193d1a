import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

const newest = (path) =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
    : statSync(path).mtimeMs

/** The folder of the build to measure: `given`, or `dist`, built first when it is missing or older than the source. */
export function builtDist(given) {
  if (given) return resolve(given)
  const built = join(root, 'dist/pulso.js')
  const sources = ['src', 'build', 'rollup.config.mjs', 'package.json'].map((path) => join(root, path))
  if (!existsSync(built) || statSync(built).mtimeMs < Math.max(...sources.filter(existsSync).map(newest))) {
    const { status } = spawnSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: ['ignore', 2, 2] })
    if (status !== 0) throw new Error('npm run build failed.')
  }
  return join(root, 'dist')
}
