import { httpSink } from '@pulso/adapters'
import { Registry } from 'prom-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CaseDetail, createCaseBook } from '../../src/cases/caseBook.ts'
import { caseDetailView, caseView } from '../../src/cases/caseView.ts'
import { consentOf } from '../../src/forward/consentOf.ts'
import { createForwarder, type Forwarder } from '../../src/forward/createForwarder.ts'
import { createForwardDesk } from '../../src/forward/forwardDesk.ts'
import type { Rule } from '../../src/forward/forwardFile.ts'
import type { Store } from '../../src/Store.ts'
import { openReceiver, type Receiver, until } from '../support/openReceiver.ts'
import { type AnyRecord, answered, randomId } from '../support/records.ts'
import type { ForwardSubject } from './forwardContract.ts'
import { row } from './storeContract.ts'

const CONTACTS = [{ survey: 'post-purchase', question: 'contact' }]
const HOUR_MS = 3_600_000
const rule = (over: Partial<Rule> = {}): Rule => ({
  id: 'unhappy',
  when: {
    touchpoints: ['order-confirmation'],
    types: ['nps'],
    scoreBelow: 7,
    audience: 'customer',
    mode: 'live',
  },
  sinks: ['team'],
  owner: 'ana',
  dueHours: 24,
  ...over,
})
const withText = rule({ when: { ...rule().when, textPresent: true } })

/** What cases keep to, whatever the store is made of. */
export function casesContract(name: string, setUp: () => Promise<ForwardSubject>): void {
  describe(`cases over ${name}`, { timeout: 60_000 }, () => {
    let subject: ForwardSubject
    let stores: Store[]
    let forwarders: Forwarder[]
    let team: Receiver
    let store: Store
    beforeEach(async () => {
      subject = await setUp()
      forwarders = []
      team = await openReceiver()
      store = await subject.open()
      stores = [store]
    }, 60_000)
    afterEach(async () => {
      await Promise.all(forwarders.map((forwarder) => forwarder.stop()))
      await Promise.all(stores.map((each) => each.close()))
      await team.close()
      await subject.remove()
    }, 60_000)

    /** Starts forwarding by these rules, and waits until it begins: what arrives from then on is looked at. */
    async function start(rules: readonly Rule[], over: Store = store) {
      const sink = httpSink({ endpoint: team.url })
      const forwarder = createForwarder({
        store: over,
        forwarding: { feeds: [{ name: 'team', sink, from: 'now' }], rules, contacts: CONTACTS, gatherMs: 5 },
        registry: new Registry(),
        now: Date.now,
        log: () => {},
        random: () => 0,
      })
      forwarders.push(forwarder)
      const rows = async () =>
        (await over.sql.run([over.sql.db.selectFrom('forward_sinks').select('sink')]))[0]
      await until(async () => (await rows()).length === 2)
      return forwarder
    }
    const append = (to: Store, records: readonly AnyRecord[]) =>
      to.append('shop', records.map(row), { received: Date.now(), sentAt: null })
    const book = () => createCaseBook(store.sql)
    const list = (over: object = {}) => book().list({ mode: 'live', limit: 50, ...over }, Date.now())
    const detail = (found: CaseDetail) =>
      caseDetailView(found, Date.now(), consentOf(store.publications, CONTACTS, Date.now))
    const sent = () =>
      team.received.flatMap(
        ({ body }) => JSON.parse(body) as { id: string; context: { [name: string]: unknown } }[],
      )

    it('opens one for an answer that calls for a person, and tells the sink whose turn it is until when', async () => {
      const { watched } = await start([rule()])
      const unhappy = answered({ context: { plan: 'pro' }, comment: 'It came late.' }, { value: 3 })
      await append(watched, [
        answered({}, { value: 7 }),
        unhappy,
        answered({ mode: 'test' }, { value: 0 }),
        answered({}, { value: null }),
        answered({}, { value: 1, question: { type: 'csat' } }),
      ])
      await until(() => sent().length === 1)
      const [opened, ...others] = (await list()).map((each) => caseView(each, Date.now()))
      expect(others).toEqual([])
      expect(opened).toMatchObject({
        project: 'shop',
        rule: 'unhappy',
        state: 'open',
        owner: 'ana',
        isOverdue: false,
        survey: 'post-purchase',
        touchpoint: 'order-confirmation',
        answer: { question: 'recommend', type: 'nps', value: 3, comment: 'It came late.' },
      })
      expect(opened!.due - opened!.opened).toBe(24 * HOUR_MS)
      const [message] = sent()
      expect(message).toEqual({
        ...unhappy,
        context: {
          plan: 'pro',
          case_number: opened!.number,
          case_rule: 'unhappy',
          case_owner: 'ana',
          case_due: new Date(opened!.due).toISOString(),
        },
      })
    })

    it('waits for the text that a rule asks for, whether it comes with the score, after it, or before', async () => {
      const { watched } = await start([withText])
      const [after, before, never] = [randomId(), randomId(), randomId()]
      const score = (run: string, seq: number) => answered({ run, seq }, { value: 2 })
      const text = (run: string, seq: number) =>
        answered(
          { run, seq },
          { value: 'Too slow', question: { id: 'why', type: 'text', instrument: undefined } },
        )
      const blank = answered({ run: never, seq: 2, comment: '  ' }, { value: 2 })
      const together = answered({ comment: 'Rude' }, { value: 2 })
      await append(watched, [together, score(after, 1), text(before, 1), score(never, 1), blank])
      await until(() => sent().length === 1)
      expect(sent()[0]?.id).toBe(together.id)
      const [late, early] = [text(after, 2), score(before, 2)]
      await append(watched, [late])
      await append(watched, [early])
      await until(() => sent().length === 3)
      const runs = (await list()).map(({ run }) => run)
      expect(new Set(runs)).toEqual(new Set([together.run, after, before]))
      // What is told is the answer that fits the rule; the text stands beside it.
      const found = await book().find((await list()).find(({ run }) => run === after)!.number)
      expect(await detail(found!)).toMatchObject({
        answer: { value: 2 },
        text: { question: 'why', value: 'Too slow' },
      })
    })

    it('makes one case of a run, however often its answer is changed or its records come', async () => {
      const { watched } = await start([rule()])
      const run = randomId()
      const answers = [6, 5, 4].map((value, seq) => answered({ run, seq }, { value }))
      await append(watched, answers)
      await append(watched, answers)
      const other = answered({}, { value: 0 })
      await append(watched, [other])
      await until(() => sent().length === 2)
      expect((await list()).length).toBe(2)
      expect(sent().map(({ id }) => id)).toEqual([answers[0]!.id, other.id])
    })

    it('shows how to reach the person only where the words of that question ask for consent', async () => {
      const { watched } = await start([rule()])
      const email = { email: 'kim@example.com' }
      const answers = ['contact', 'newsletter'].flatMap((id) => {
        const run = randomId()
        const contact = { id, type: 'contact', instrument: undefined }
        return [
          answered({ run }, { value: 1 }),
          answered({ run, seq: 2 }, { value: email, question: contact }),
        ]
      })
      await append(watched, answers)
      await until(() => sent().length === 2)
      const contactOf = async (record: AnyRecord) => {
        const { number } = (await list()).find(({ run }) => run === record.run)!
        return (await detail((await book().find(number))!)).contact
      }
      expect(await contactOf(answers[0]!)).toEqual(email)
      expect(await contactOf(answers[2]!)).toBeNull()
      expect(JSON.stringify(sent())).not.toContain('kim@')
    })

    it('moves from open to taken to closed, each time with who and when; the second who takes it hears so', async () => {
      const { watched } = await start([rule()])
      await append(watched, [answered({}, { value: 1 })])
      await until(async () => (await list()).length === 1)
      const { number } = (await list())[0]!
      const takes = await Promise.all(
        ['ben', 'eva'].map((by) => book().move(number, 'take', { by }, Date.now())),
      )
      expect(takes.sort()).toEqual([false, true])
      const taker = (await list())[0]!.owner
      expect(await list({ state: 'taken' })).toMatchObject([{ number, state: 'taken' }])
      expect(await book().move(number, 'hand', { by: taker, owner: 'mia' }, Date.now())).toBe(true)
      expect(await book().move(number, 'close', { by: 'mia', note: 'Called back.' }, Date.now())).toBe(true)
      expect(await book().move(number, 'take', { by: 'ben' }, Date.now())).toBe(false)
      expect(await list({ state: 'unsettled' })).toEqual([])
      const { history } = (await book().find(number))!
      expect(history.map(({ move, who, owner, note }) => [move, who, owner, note])).toEqual([
        ['open', 'rule unhappy', 'ana', null],
        ['take', taker, taker, null],
        ['hand', taker, 'mia', null],
        ['close', 'mia', 'mia', 'Called back.'],
      ])
      expect(await book().move(number, 'reopen', { by: 'eva' }, Date.now())).toBe(true)
      const later = Date.now() + 25 * HOUR_MS
      expect(await book().counts(later)).toEqual({ open: 1, taken: 0, closed: 0, overdue: 1 })
      expect(await book().list({ mode: 'live', limit: 5, state: 'overdue' }, later)).toHaveLength(1)
      expect(await list({ state: 'overdue' })).toEqual([])
    })

    it('opens each once when two processes look at the same records', async () => {
      const second = await subject.open()
      stores.push(second)
      const sides = [await start([withText]), await start([withText], second)]
      const records = Array.from({ length: 40 }, () => answered({ comment: 'Bad' }, { value: 1 }))
      for (const [n, record] of records.entries()) await append(sides[n % 2]!.watched, [record])
      await until(() => sent().length >= 40)
      await Promise.all(sides.map((side) => side.stop()))
      expect((await list()).length).toBe(40)
      expect(
        sent()
          .map(({ id }) => id)
          .sort(),
      ).toEqual(records.map(({ id }) => id).sort())
    })

    it('sends what the cases sent again when a replay is asked for', async () => {
      const { watched, wake } = await start([rule()])
      const since = Date.now()
      await append(watched, [answered({}, { value: 1 }), answered({}, { value: 2 })])
      await until(() => sent().length === 2)
      const desk = createForwardDesk(store, [{ name: 'team' }], [rule()])
      await until(async () => (await desk.status(Date.now()))[0]?.settled === 2)
      expect(await desk.replay('team', since, Date.now())).toEqual({ cases: 2 })
      wake()
      await until(() => sent().length === 4)
      expect(new Set(sent().map(({ id }) => id)).size).toBe(2)
    })

    it('goes with the answer it is about when that is erased', async () => {
      const { watched } = await start([rule()])
      await append(watched, [answered({ person: 'p-1' }, { value: 1 }), answered({}, { value: 2 })])
      await until(() => sent().length === 2)
      await store.owner.remove('shop', { persons: ['p-1'], runs: [] })
      expect((await list()).map((each) => caseView(each, 0).answer?.value ?? null)).toEqual([2, null])
      await book().sweep(Date.now())
      expect((await list()).map((each) => caseView(each, 0).answer?.value)).toEqual([2])
    })
  })
}
