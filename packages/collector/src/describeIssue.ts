import type { PulsoRecord } from '@pulso/web/schema'

type Issue = NonNullable<ReturnType<typeof PulsoRecord.safeParse>['error']>['issues'][number]

const MAX_PATH_LENGTH = 100

/** An issue of the schema in words: where and what is wrong, never the value that was found there. */
export function describeIssue(issue: Issue, item: unknown): string {
  const path = issue.path.map(String).join('.').slice(0, MAX_PATH_LENGTH) || 'the item'
  if (valueAt(item, issue.path) === undefined) return `${path}: is missing`
  switch (issue.code) {
    case 'invalid_type':
      return `${path}: expected ${issue.expected}`
    case 'invalid_value':
      return `${path}: must be ${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return `${path}: unknown key ${issue.keys.join(', ').slice(0, MAX_PATH_LENGTH)}`
    case 'too_big':
      return `${path}: more than ${issue.maximum}`
    case 'too_small':
      return `${path}: less than ${issue.minimum}`
    case 'invalid_format':
      return `${path}: does not have the right form`
    case 'invalid_union':
      return `${path}: is none of the allowed kinds`
    default:
      return `${path}: is not allowed`
  }
}

function valueAt(item: unknown, path: readonly PropertyKey[]): unknown {
  let value = item
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
