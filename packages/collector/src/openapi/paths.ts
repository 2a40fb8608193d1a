import type { ComponentName } from './components.ts'

type Method = 'get' | 'post' | 'put'
/** `none`: anyone. `page`: the origins of a project. `signed in`: the admin token, or the page's cookie. */
type Who = 'none' | 'page' | 'admin' | 'signed in' | 'metrics'
type Content = ComponentName | 'text/plain' | 'text/csv' | 'application/x-ndjson' | 'empty' | 'document'

export interface Operation {
  path: string
  method: Method
  id: string
  tag: 'Records' | 'Surveys' | 'Data' | 'Forwarding' | 'Cases' | 'Operations'
  summary: string
  who: Who
  /** Names of query parameters, each with its schema. */
  query?: { [name: string]: object }
  body?: ComponentName
  replies: { [status: number]: Content }
}

const MODE = { type: 'string', enum: ['live', 'test'], default: 'live' }
const MODE_OR_ALL = { type: 'string', enum: ['live', 'test', 'all'], default: 'live' }
const SINCE = { type: 'string', description: 'An ISO date, or milliseconds since 1970; by arrival.' }
const TEXT = { type: 'string' }
const FORMAT = { type: 'string', enum: ['ndjson', 'csv'], default: 'ndjson' }
const DAY = { type: 'string', description: 'A day of what happened, such as 2026-05-04, in UTC.' }
const EXPORT = {
  ...{ mode: MODE_OR_ALL, since: SINCE, project: TEXT },
  ...{ touchpoint: TEXT, channel: TEXT, from: DAY, to: DAY },
}
const REFUSED = { 401: 'ErrorReply', 404: 'ErrorReply' } as const
const AWAY = { 503: 'ErrorReply' } as const
const FAILED = { 500: 'ErrorReply' } as const

/** Every endpoint but the operator's pages. A test compares it with the routes that there are. */
export const OPERATIONS: readonly Operation[] = [
  {
    ...{ path: '/v1/records', method: 'post', id: 'sendRecords', tag: 'Records', who: 'page' },
    summary: 'Takes a batch; the reply comes after the commit and names each record.',
    body: 'RecordsRequest',
    replies: {
      200: 'RecordsReply',
      400: 'ErrorReply',
      401: 'ErrorReply',
      403: 'ErrorReply',
      413: 'ErrorReply',
      415: 'ErrorReply',
      429: 'LaterReply',
      ...FAILED,
      503: 'LaterReply',
    },
  },
  {
    ...{ path: '/v1/surveys/{key}', method: 'get', id: 'readSurveys', tag: 'Surveys', who: 'page' },
    summary: 'The surveys of a project and the counts of their quotas, as the loader reads them.',
    query: { mode: MODE },
    replies: {
      200: 'SurveysReply',
      304: 'empty',
      400: 'ErrorReply',
      403: 'ErrorReply',
      404: 'ErrorReply',
      429: 'ErrorReply',
      ...AWAY,
    },
  },
  {
    ...{ path: '/v1/surveys/{key}', method: 'put', id: 'publishSurveys', tag: 'Surveys', who: 'admin' },
    summary: 'Publishes surveys, all or nothing; `dry` tells what would become of it.',
    query: { mode: MODE, dry: TEXT },
    body: 'SurveysRequest',
    replies: {
      200: 'PublishReply',
      400: 'ErrorReply',
      ...REFUSED,
      409: 'NotPublishedReply',
      413: 'ErrorReply',
      422: 'NotPublishedReply',
      ...AWAY,
    },
  },
  {
    ...{ path: '/v1/surveys/{key}/definitions', method: 'get', id: 'readDefinitions', tag: 'Surveys' },
    who: 'signed in',
    summary: 'Every definition that was ever published, by rev and hash.',
    query: { mode: MODE },
    replies: { 200: 'DefinitionsReply', 400: 'ErrorReply', ...REFUSED, ...AWAY },
  },
  {
    ...{ path: '/v1/export.ndjson', method: 'get', id: 'exportNdjson', tag: 'Data', who: 'signed in' },
    summary: 'Every record, a line of JSON each, in order of arrival.',
    query: EXPORT,
    replies: { 200: 'application/x-ndjson', 400: 'ErrorReply', 401: 'ErrorReply' },
  },
  {
    ...{ path: '/v1/export.csv', method: 'get', id: 'exportCsv', tag: 'Data', who: 'signed in' },
    summary: 'The same as CSV (RFC 4180).',
    query: EXPORT,
    replies: { 200: 'text/csv', 400: 'ErrorReply', 401: 'ErrorReply' },
  },
  {
    ...{ path: '/v1/persons/export', method: 'post', id: 'exportPerson', tag: 'Data', who: 'admin' },
    summary: 'What there is of a person.',
    query: { format: FORMAT },
    body: 'PersonRequest',
    replies: { 200: 'application/x-ndjson', 400: 'ErrorReply', 401: 'ErrorReply', ...AWAY },
  },
  {
    ...{ path: '/v1/persons/erase', method: 'post', id: 'erasePerson', tag: 'Data', who: 'admin' },
    summary: 'Deletes it. The ids stay taken.',
    body: 'PersonRequest',
    replies: { 200: 'ErasureReply', 400: 'ErrorReply', 401: 'ErrorReply', ...AWAY },
  },
  {
    ...{ path: '/v1/forward', method: 'get', id: 'readSinks', tag: 'Forwarding', who: 'signed in' },
    summary: 'How each sink of the settings gets on.',
    replies: { 200: 'SinksReply', 401: 'ErrorReply', ...FAILED },
  },
  {
    ...{ path: '/v1/forward/{sink}/replay', method: 'post', id: 'replaySink', tag: 'Forwarding' },
    who: 'admin',
    summary: 'Sends what arrived since a date again.',
    body: 'ReplayRequest',
    replies: { 200: 'ReplayReply', 400: 'ErrorReply', ...REFUSED, ...FAILED },
  },
  {
    ...{ path: '/v1/forward/{sink}/resume', method: 'post', id: 'resumeSink', tag: 'Forwarding' },
    who: 'admin',
    summary: 'Ends a pause: what failed is tried now.',
    replies: { 200: 'ResumeReply', ...REFUSED, ...FAILED },
  },
  {
    ...{ path: '/v1/forward/{sink}/dead', method: 'get', id: 'readDeadLetters', tag: 'Forwarding' },
    who: 'signed in',
    summary: 'Records that a sink refused, newest first.',
    query: { before: { type: 'integer', description: '`arrival` of the last one of the page before.' } },
    replies: { 200: 'DeadLettersReply', 400: 'ErrorReply', ...REFUSED, ...FAILED },
  },
  {
    ...{ path: '/v1/forward/{sink}/dead', method: 'post', id: 'settleDeadLetters', tag: 'Forwarding' },
    who: 'admin',
    summary: 'Sends dead letters again, or drops them; without ids all of them.',
    body: 'DeadLettersRequest',
    replies: { 200: 'CountReply', 400: 'ErrorReply', ...REFUSED, ...FAILED },
  },
  {
    ...{ path: '/v1/cases', method: 'get', id: 'listCases', tag: 'Cases', who: 'signed in' },
    summary: 'Cases by the time they are due.',
    query: {
      state: {
        type: 'string',
        enum: ['open', 'taken', 'closed', 'overdue', 'unsettled', 'all'],
        default: 'unsettled',
      },
      project: TEXT,
      mode: MODE_OR_ALL,
      before: { type: 'integer', minimum: 1 },
      limit: { type: 'integer', minimum: 1 },
    },
    replies: { 200: 'CasesReply', 400: 'ErrorReply', 401: 'ErrorReply', ...FAILED },
  },
  {
    ...{ path: '/v1/cases/{number}', method: 'get', id: 'readCase', tag: 'Cases', who: 'signed in' },
    summary: 'One case, with its text, its history, and contact data where the person consented.',
    replies: { 200: 'CaseReply', ...REFUSED, ...FAILED },
  },
  {
    ...{ path: '/v1/cases/{number}', method: 'post', id: 'moveCase', tag: 'Cases', who: 'admin' },
    summary: 'Takes, hands over, closes or reopens it.',
    body: 'MoveRequest',
    replies: { 200: 'CaseReply', 400: 'ErrorReply', ...REFUSED, 409: 'ErrorReply', ...FAILED },
  },
  {
    ...{ path: '/v1/openapi.json', method: 'get', id: 'readOpenApi', tag: 'Operations', who: 'none' },
    summary: 'This document.',
    replies: { 200: 'document' },
  },
  {
    ...{ path: '/healthz', method: 'get', id: 'readHealth', tag: 'Operations', who: 'none' },
    summary: '200 while the process answers.',
    replies: { 200: 'HealthReply' },
  },
  {
    ...{ path: '/readyz', method: 'get', id: 'readReadiness', tag: 'Operations', who: 'none' },
    summary: '200 when the database answers; 503 when it does not, or while the collector closes.',
    replies: { 200: 'HealthReply', 503: 'HealthReply' },
  },
  {
    ...{ path: '/metrics', method: 'get', id: 'readMetrics', tag: 'Operations', who: 'metrics' },
    summary: 'Counts for Prometheus.',
    replies: { 200: 'text/plain', 401: 'ErrorReply' },
  },
]
