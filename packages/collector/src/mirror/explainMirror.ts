const EXPLAINED: { [code: string]: string } = {
  unreachable: 'Nothing answers at its address. Is it running, and let through by the network?',
  timeout: 'It did not answer within a minute.',
  not_clickhouse:
    'Something answers there that is no ClickHouse: look at host and port, HTTP is on 8123 or 8443.',
  replaced:
    'Another store has begun its mirror in this database. Stop the collectors of the one that is over, or `mirror rebuild` this one.',
  newer_release: 'A newer release of the collector keeps it. Upgrade this one, or `mirror rebuild` with it.',
  dropped: 'Its table is not there any more: `mirror rebuild`.',
  clickhouse_193: 'The password is wrong.',
  clickhouse_192: 'There is no such user.',
  clickhouse_516: 'User or password is wrong.',
  clickhouse_497:
    'The user lacks a right: CREATE TABLE, CREATE VIEW, DROP, INSERT, SELECT and ALTER DELETE are needed.',
  clickhouse_164: 'The user may only read.',
  clickhouse_243: 'Its disk is full.',
  clickhouse_241: 'It ran out of memory.',
  clickhouse_252: 'It is behind with merging: it is tried again, more slowly.',
}

/** What a code of the mirror means for people. */
export const explainMirror = (code: string): string =>
  EXPLAINED[code] ??
  (/^clickhouse_\d+$/.test(code)
    ? `ClickHouse refused with its exception ${code.slice('clickhouse_'.length)}; its own log says why.`
    : 'It, or a proxy before it, refused.')
