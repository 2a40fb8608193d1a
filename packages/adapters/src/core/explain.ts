import type { Outcome } from './deliver.ts'

/**
 * What became of a record, for people, with the next step. Holds no answer, no visitor's data and no key.
 *
 * @param endpoint - Named in the message, where it is known. Leave it out where the address is itself the secret.
 */
export function explain(sink: string, { status, code = '', afterMs }: Outcome, endpoint = ''): string {
  const where = endpoint ? `${sink} (${endpoint})` : sink
  const http = /^http_(\d+)$/.exec(code)?.[1]
  const said = http ? ` (HTTP ${http})` : code ? ` (${code})` : ''
  const wait = afterMs ? `in ${Math.ceil(afterMs / 1000)} s` : 'later'
  if (status === 'settled') return `${where} has the record.`
  if (status === 'held') {
    const next =
      http === '401' || http === '403' || /unauthorized|wrongpass|noauth/.test(code)
        ? 'It refused the key: check the key and what it is allowed to do.'
        : http === '404' || http === '410'
          ? 'Nothing is at this address any more: check the address and the names in the options.'
          : 'Someone must put its set-up right.'
    return `${where} takes nothing at present${said}. ${next} The record waits.`
  }
  if (status === 'retry') {
    if (code === 'unreachable')
      return `${where} did not answer: offline, blocked on the way, or the address is wrong. Tried again ${wait}.`
    if (http === '429') return `${where} wants fewer requests${said}. The record is sent again ${wait}.`
    return `${where} could not take the record now${said}. It is sent again ${wait}.`
  }
  if (code === 'unfit' || http === '413')
    return `The record is larger than ${where} takes, or cannot be put into its form${said}. It was set aside: send less context.`
  return `${where} refused this record${said}, and would again. It was set aside: see what it expects, then send it once more.`
}
