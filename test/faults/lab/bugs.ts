import type { Patch } from './buildSdk.ts'

/** Bugs that were made on purpose: the lab is worth nothing if it does not find them. */
export const BUGS = {
  /** The collector says 'stored' first, and stores afterwards. */
  'ack before commit': [
    {
      file: 'packages/collector/src/ingest.ts',
      from: 'outcomes = await store.append(project.id, rows, arrival)',
      to: `outcomes = rows.map(() => 'stored')
    setTimeout(() => store.append(project.id, rows, arrival).catch(() => {}), 100)`,
    },
  ],
  /** The browser is not told to wait for the disk. */
  'default durability': [
    { file: 'src/queue/outbox.ts', from: `        'strict',`, to: `        'default',` },
  ],
  /** Taken out of the store before the collector has it, as most queues do. */
  'delete before send': [
    {
      file: 'src/browser/delivery.ts',
      from: 'const reply = await send(rows)',
      to: 'await outbox.remove(rows.map(({ key }) => key)); const reply = await send(rows)',
    },
    {
      file: 'src/browser/recovery.ts',
      from: 'if (!rows.length || !isOpen(force)) return owns',
      to: 'if (!rows.length || !isOpen(force)) return owns; await outbox.remove(rows.map(({ key }) => key))',
    },
  ],
  /** Read, changed and written back as one, so that two tabs overwrite each other. */
  'shared array': [
    {
      file: 'src/queue/outbox.ts',
      from: `        for (const row of rows) out.put(row, row.key)
        return promisifyRequest(out.transaction)`,
      to: `        for (const row of rows) all.push(row)
        out.put(all, prefix + 'all')
        return promisifyRequest(out.transaction)`,
    },
    {
      file: 'src/queue/outbox.ts',
      from: `      await use(
        'out',`,
      to: `      const all = (await use('out')('readonly', (out) => promisifyRequest(out.get(prefix + 'all')))) ?? []
      await use(
        'out',`,
    },
    {
      file: 'src/queue/outbox.ts',
      from: 'promisifyRequest(out.getAll(range(), most)),',
      to: `promisifyRequest(out.get(prefix + 'all')).then((all) => (all ?? []).slice(0, most)),`,
    },
    {
      file: 'src/queue/outbox.ts',
      from: `use('out')('readwrite', (out) => {
        for (const key of keys) out.delete(key)`,
      to: `use('out')('readwrite', (out) => {
        const gone = [...keys]
        const request = out.get(prefix + 'all')
        request.onsuccess = () =>
          out.put((request.result ?? []).filter((row) => !gone.includes(row.key)), prefix + 'all')`,
    },
  ],
} as const satisfies { [name: string]: readonly Patch[] }

export type BugName = keyof typeof BUGS
