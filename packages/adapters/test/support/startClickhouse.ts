import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findEngine } from './findEngine.ts'
import { type Engine, freePort, runEngine } from './runEngine.ts'

const user = (name: string, password: string) => `<${name}><password>${password}</password>
  <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></${name}>`
const config = (folder: string, http: number, tcp: number) => `<yandex>
  <logger><level>none</level></logger><listen_host>127.0.0.1</listen_host>
  <http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path>
  <format_schema_path>${folder}/formats/</format_schema_path><users_config>${folder}/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>5368709120</mark_cache_size></yandex>`

/**
 * Debian's ClickHouse, which is of 2018, on a free loopback port. @param users - names and passwords beside `default`, which
 * needs none.
 */
export async function startClickhouse(users: { [name: string]: string } = {}): Promise<Engine> {
  const program = findEngine('clickhouse-server')
  const tcp = await freePort()
  const all = Object.entries({ default: '', ...users }).map(([name, password]) => user(name, password))
  return runEngine((_port, folder) => ({ program, args: [`--config-file=${join(folder, 'config.xml')}`] }), {
    prepare: (port, folder) => {
      for (const name of ['data', 'tmp', 'formats']) mkdirSync(join(folder, name))
      writeFileSync(join(folder, 'config.xml'), config(folder, port, tcp))
      writeFileSync(
        join(folder, 'users.xml'),
        `<yandex><profiles><default/></profiles><quotas><default/></quotas><users>${all.join('')}</users></yandex>`,
      )
    },
  })
}
