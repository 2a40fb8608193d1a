import { BatchRequest, PulsoRecord, Survey } from '@pulso/web/schema'
import * as z from 'zod'
import { MoveRequest } from '../cases/caseRoutes.ts'
import { PersonRequest } from '../data/personRoutes.ts'
import { Letters, Since } from '../forward/forwardRoutes.ts'
import * as replies from './replySchemas.ts'

/** What is sent: the schemas by which the routes judge it. */
const REQUESTS = {
  Record: PulsoRecord,
  Survey,
  RecordsRequest: z
    .object({ ...BatchRequest.shape, items: z.array(PulsoRecord) })
    .describe('Each item is judged by itself: one that is refused spoils no other.'),
  SurveysRequest: z.union([z.array(Survey), z.object({ surveys: z.array(Survey) })]),
  PersonRequest,
  ReplayRequest: Since,
  DeadLettersRequest: Letters,
  MoveRequest,
}

export type ComponentName = keyof typeof REQUESTS | keyof typeof replies

type Json = { [keyword: string]: unknown }

/** `components.schemas` of the document, from zod; one that stands in another is named there. */
export const components = (): { [name: string]: Json } => ({
  ...named(REQUESTS, 'input'),
  ...named(replies, 'output'),
})

function named(
  schemas: { [name: string]: z.core.$ZodType },
  io: 'input' | 'output',
): { [name: string]: Json } {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    unrepresentable: 'any',
  })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, { $schema: _, $id: __, id: ___, ...schema }]) => [
      name,
      schema as Json,
    ]),
  )
}
