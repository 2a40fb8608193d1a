import { SESSION_COOKIE } from '../admin.ts'
import { components } from './components.ts'
import { OPERATIONS, type Operation } from './paths.ts'

const DESCRIPTIONS: { [status: string]: string } = {
  200: 'Done.',
  304: 'What `If-None-Match` names is still so.',
  400: 'The request is not understood.',
  401: 'The key or token is missing, unknown or wrong.',
  403: 'The origin is not in the project’s list.',
  404: 'There is no such thing.',
  409: 'It cannot be done as things are.',
  413: 'Too large.',
  415: 'Not JSON, or compressed.',
  422: 'The surveys have mistakes.',
  429: 'Too many. Wait as `Retry-After` says.',
  500: 'A fault of the collector.',
  503: 'The database is away, or the collector closes.',
}
const SECURITY = {
  none: [],
  page: [], // the key is in the body, or in the address
  admin: [{ adminToken: [] }],
  'signed in': [{ adminToken: [] }, { session: [] }],
  metrics: [{ metricsToken: [] }, { adminToken: [] }],
}

/** The endpoints in OpenAPI 3.1. Schemas are made of those by which the collector judges what is sent. */
export function openApiDocument() {
  const paths: { [path: string]: { [method: string]: object } } = {}
  for (const operation of OPERATIONS)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pulso collector',
      version: '1',
      description: 'Takes records, keeps each once, and gives them back. `version` is that of the wire.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: components(),
      securitySchemes: {
        adminToken: { type: 'http', scheme: 'bearer' },
        metricsToken: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
      },
    },
  }
}

function described({ path, id, tag, summary, who, query = {}, body, replies }: Operation): object {
  const inPath = [...path.matchAll(/{(\w+)}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema }))
  const parameters = [...inPath, ...inQuery]
  const ref = body && { schema: { $ref: `#/components/schemas/${body}` } }
  return {
    operationId: id,
    tags: [tag],
    summary,
    security: SECURITY[who],
    ...(parameters.length > 0 && { parameters }),
    ...(ref && {
      requestBody: {
        required: true,
        // Pages send JSON as text: it needs no preflight.
        content: { 'application/json': ref, ...(who === 'page' && { 'text/plain': ref }) },
      },
    }),
    responses: Object.fromEntries(
      Object.entries(replies).map(([status, content]) => [
        status,
        { description: DESCRIPTIONS[status], ...contentOf(content) },
      ]),
    ),
  }
}

function contentOf(content: Operation['replies'][number]): object {
  if (content === 'empty') return {}
  if (content === 'document') return { content: { 'application/json': { schema: { type: 'object' } } } }
  if (content.includes('/')) return { content: { [content]: { schema: { type: 'string' } } } }
  return { content: { 'application/json': { schema: { $ref: `#/components/schemas/${content}` } } } }
}
