import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DCLinter } from 'dclint'
import { validate } from 'dockerfile-utils'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../src/readEnvironment.ts'

const pathOf = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const read = (name: string) => readFileSync(pathOf(name), 'utf8')

describe('Dockerfile', () => {
  const text = read('Dockerfile')
  const last = text.slice(text.lastIndexOf('\nFROM '))

  it('is well formed', () => {
    expect(validate(text).map(({ message }) => message)).toEqual([])
    expect(validate('FROM node\nCPY . .').length).toBe(1) // the validator finds mistakes
  })

  it('runs the command by itself, so that it hears SIGTERM, and not as root', () => {
    expect(last).toMatch(/^USER node$/m)
    expect(last).toMatch(/^ENTRYPOINT \["node", "node_modules\/@pulso\/collector\/dist\/main\.js"\]$/m)
    const { bin } = JSON.parse(read('package.json')) as { bin: { [name: string]: string } }
    expect(bin).toEqual({ 'pulso-collector': './dist/main.js' })
  })

  it('packs every package of ours that the collector needs', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: { [name: string]: string } }
    const ours = Object.keys(dependencies).filter((name) => name.startsWith('@pulso/'))
    for (const name of [...ours, '@pulso/collector'])
      expect(text).toContain(`--workspace packages/${name.slice('@pulso/'.length)}`)
  })
})

describe('compose.yaml', () => {
  it('is what Compose understands, and breaks no rule of the linter', () => {
    const found = new DCLinter({ debug: false, quiet: false, exclude: [], rules: RULES }).lintFiles(
      [pathOf('compose.yaml')],
      false,
    )
    expect(
      found.flatMap(({ messages }) => messages.map(({ line, rule, message }) => ({ line, rule, message }))),
    ).toEqual([])
  })

  it('gives the collector settings that it takes, with the variables filled in', () => {
    const env = Object.fromEntries(
      [...read('compose.yaml').matchAll(/^ +- (COLLECTOR_\w+)=(.*)$/gm)].map(([, name, value = '']) => [
        name,
        value.replace(/\$\{(\w+):\?[^}]*\}/g, (_, variable: string) => GIVEN[variable] ?? ''),
      ]),
    )
    const settings = readEnvironment(env)
    expect(settings).toMatchObject({ databaseUrl: 'postgres://pulso:pw@postgres:5432/pulso', drainMs: 5000 })
    expect(settings.mirror?.url).toBe('http://pulso:pw@clickhouse:8123/pulso')
  })
})

const GIVEN: { [name: string]: string } = {
  COLLECTOR_ADMIN_TOKEN: 'an-admin-token-of-32-characters!',
  COLLECTOR_PROJECTS: 'shop-key=https://shop.example',
  CLICKHOUSE_PASSWORD: 'pw',
  POSTGRES_PASSWORD: 'pw',
}
/** Keys stand in the order in which they are read; quotes are the formatter's. */
const RULES = { 'service-keys-order': 0, 'require-quotes-in-ports': 0 } as const
