import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { beforeAll, describe, expect, it } from 'vitest'
import { deliver } from '../../src/core/deliver.ts'
import { mysqlSink } from '../../src/server/mysql.ts'
import { findEngine } from '../support/findEngine.ts'
import { answered, many } from '../support/records.ts'
import { idsOf, runEngine } from '../support/runEngine.ts'
import { throughFaults } from '../support/throughFaults.ts'
import { useEngine } from '../support/useEngine.ts'

const DDL = `CREATE TABLE pulso_records (id char(32) PRIMARY KEY, at datetime(3) NOT NULL, type varchar(16) NOT NULL,
  survey varchar(64), record json NOT NULL) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4`

describe('mysqlSink, on a real MariaDB', () => {
  const real = useEngine(async () => {
    const program = findEngine('mariadbd')
    const owner = process.getuid?.() === 0 ? idsOf('mysql') : {}
    const common = (folder: string) => ['--no-defaults', `--datadir=${join(folder, 'data')}`]
    return runEngine(
      (port, folder) => ({
        program,
        args: [
          ...common(folder),
          `--port=${port}`,
          '--bind-address=127.0.0.1',
          `--socket=${join(folder, 'socket')}`,
          `--pid-file=${join(folder, 'pid')}`,
          `--init-file=${join(folder, 'init.sql')}`,
        ],
      }),
      {
        user: 'mysql',
        prepare: (_port, folder) => {
          const sql = [
            'CREATE DATABASE IF NOT EXISTS shop;',
            "CREATE USER IF NOT EXISTS pulso@'127.0.0.1' IDENTIFIED BY 'right';",
            "GRANT ALL ON shop.* TO pulso@'127.0.0.1';",
          ].join('\n')
          spawnSync('sh', ['-c', 'cat > init.sql'], { input: sql, cwd: folder, ...owner })
          const args = [...common(folder), '--auth-root-authentication-method=normal', '--skip-test-db']
          const made = spawnSync('mariadb-install-db', args, { cwd: folder, encoding: 'utf8', ...owner })
          if (made.status !== 0) throw new Error(made.stderr + made.stdout)
        },
      },
    )
  })
  beforeAll(async () => {
    await query(DDL)
  }, 60_000)
  const url = (port: number, password = 'right') => `mysql://pulso:${password}@127.0.0.1:${port}/shop`
  const query = async (sql: string) => {
    const connection = await mysql.createConnection({ uri: url(real.engine.port), timezone: 'Z' })
    try {
      return (await connection.query(sql))[0] as { [column: string]: unknown }[]
    } finally {
      await connection.end()
    }
  }

  it('has each of 1,000 records once, after lost answers and kills in mid-batch', async () => {
    const sink = mysqlSink({ url: url(real.proxy.port) })
    const { records, repeats } = await throughFaults(sink, real.proxy, real.engine)
    const rows = await query('SELECT id, at, survey, record FROM pulso_records')
    expect(repeats).toBeGreaterThan(100)
    expect(rows.map(({ id }) => id).sort()).toEqual(records.map(({ id }) => id).sort())
    const [row] = rows
    const record = records.find(({ id }) => id === row!.id)!
    expect(row).toMatchObject({ survey: 'post-purchase', at: new Date(record.at) })
    expect(typeof row!.record === 'string' ? JSON.parse(row!.record) : row!.record).toEqual(record)
    await sink.close()
  }, 120_000)

  it('sets aside a record that no row can hold, and holds a wrong password or table', async () => {
    const sink = mysqlSink({ url: url(real.engine.port) })
    const { survey } = answered()
    const long = answered({ survey: { ...survey, id: 'x'.repeat(65) } })
    const outcomes = await deliver(sink, [...many(3), long])
    expect(outcomes.map(({ status }) => status)).toEqual(['settled', 'settled', 'settled', 'rejected'])
    expect(outcomes[3]!.code).toBe('sql_22001')
    await sink.close()
    const wrong = mysqlSink({ url: url(real.engine.port, 'wrong') })
    expect(await deliver(wrong, many(1))).toMatchObject([{ status: 'held', code: 'mysql_1045' }])
    const nowhere = mysqlSink({ url: url(real.engine.port), table: 'nowhere' })
    expect(await deliver(nowhere, many(1))).toMatchObject([{ status: 'held', code: 'sql_42S02' }])
    await nowhere.close()
  })
})
