import type { Dialect } from './sql/dialects.ts'

/** Records with all that a store holds of them, as `keptRecordOf` takes them. */
export const keptRows = ({ db, idText }: Pick<Dialect, 'db' | 'idText'>) =>
  db
    .selectFrom('records')
    .select((eb) => [
      'arrival',
      'project',
      idText(eb.ref('id')).as('id'),
      'type',
      'mode',
      'survey',
      'touchpoint',
      'phase',
      'channel',
      'run',
      'seq',
      'person',
      'at',
      'received',
      'sent_at as sentAt',
      'series',
      'score',
      'json',
    ])
