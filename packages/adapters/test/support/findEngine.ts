import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Programs by name: where they may be, and the Debian package that brings them. */
const ENGINES = {
  'redis-server': ['redis-server', '/usr/bin/redis-server'],
  'nats-server': ['nats-server', '/usr/bin/nats-server', '/usr/sbin/nats-server'],
  mosquitto: ['mosquitto', '/usr/sbin/mosquitto'],
  postgres: ['postgresql-15', '/usr/lib/postgresql/15/bin/postgres', '/usr/lib/postgresql/16/bin/postgres'],
  'clickhouse-server': ['clickhouse-server', '/usr/sbin/clickhouse-server', '/usr/bin/clickhouse-server'],
  mariadbd: ['mariadb-server', '/usr/sbin/mariadbd'],
  'rabbitmq-server': ['rabbitmq-server', '/usr/lib/rabbitmq/bin/rabbitmq-server'],
} as const
export type EngineName = keyof typeof ENGINES

/** Path of a real engine. Installs it from Debian's packages when it is missing, as the browsers are. */
export function findEngine(name: EngineName): string {
  const [debian, ...places] = ENGINES[name]
  const found = () => places.find((place) => existsSync(place))
  if (!found()) {
    const apt = [
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-o',
      'DPkg::Lock::Timeout=300',
      '-q',
      '-y',
    ]
    const command = process.getuid?.() === 0 ? apt : ['sudo', '-n', ...apt]
    const run = (...more: string[]) =>
      spawnSync(command[0]!, [...command.slice(1), ...more], { stdio: 'ignore' })
    // One at a time: several test files may find something missing in the same second.
    if (run('install', '--no-install-recommends', debian).status !== 0) {
      run('update')
      run('install', '--no-install-recommends', debian)
    }
  }
  const path = found()
  if (!path) throw new Error(`${name} cannot be run: install the package ${debian}.`)
  return path
}
