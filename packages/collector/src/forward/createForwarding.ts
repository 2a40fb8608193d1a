import { Hono } from 'hono'
import type { Admin } from '../admin.ts'
import { createCaseBook } from '../cases/caseBook.ts'
import { caseRoutes } from '../cases/caseRoutes.ts'
import { invalidConfig } from '../checkOptions.ts'
import { consentOf } from './consentOf.ts'
import { createForwarder, type ForwarderOptions } from './createForwarder.ts'
import { createForwardDesk } from './forwardDesk.ts'
import { forwardRoutes } from './forwardRoutes.ts'

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/

/**
 * Forwarding as a collector has it: the loops that send, and the endpoints `/forward` and `/cases`.
 *
 * @throws {@link CollectorError} `invalid_config`, for names that cannot be, or that nothing has.
 */
export function createForwarding({ admin, ...options }: ForwarderOptions & { admin: Admin }) {
  const { store, now, forwarding } = options
  const { feeds, rules, contacts } = forwarding
  const names = feeds.map(({ name }) => name)
  const problems = [
    ...names
      .filter((name, place) => !NAME.test(name) || names.indexOf(name) < place)
      .map((name) => `forwarding.feeds: ${JSON.stringify(name)} is used twice, or is no name.`),
    ...rules.flatMap(({ id, sinks }) =>
      sinks
        .filter((sink) => !feeds.some(({ name, wants }) => name === sink && !wants))
        .map((sink) => `forwarding.rules: ${id} names ${JSON.stringify(sink)}, which takes no cases.`),
    ),
  ]
  if (problems.length > 0) throw invalidConfig(problems)
  const forwarder = createForwarder(options)
  const desk = createForwardDesk(store, feeds, rules)
  const consents = consentOf(store.publications, contacts, now)
  const routes = new Hono()
  routes.route('/forward', forwardRoutes({ desk, admin, now, wake: forwarder.wake }))
  routes.route('/cases', caseRoutes({ cases: createCaseBook(store.sql), consents, admin, now }))
  return { routes, watched: forwarder.watched, stop: forwarder.stop }
}
