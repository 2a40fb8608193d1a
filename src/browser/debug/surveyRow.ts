import type { Explanation, Gate } from '../../engine/gates.ts'
import type { Problem } from '../../schema/problem.ts'
import { describeGate } from './describeGate.ts'
import { element } from './element.ts'
import type { Judgement } from './judge.ts'

/** One survey of the panel: its verdict in a line, and under it what is wrong and every gate. */
export function surveyRow(
  { id }: Judgement,
  { explain, show }: { explain(id: string): Explanation | undefined; show(): Promise<void> },
): { node: HTMLElement; update(judgement: Judgement): void } {
  const verdict = element('span', { class: 'verdict' })
  const problems = element('ul', { class: 'problems' })
  const gates = element('tbody')
  const button = element('button', { type: 'button', class: 'show', onclick: () => void show() }, 'Show now')
  const table = element(
    'table',
    {},
    element(
      'thead',
      {},
      element('tr', {}, ...['Gate', 'Now', 'Needs'].map((title) => element('th', { scope: 'col' }, title))),
    ),
    gates,
  )
  const node = element(
    'details',
    { class: 'survey' },
    element(
      'summary',
      {},
      element('span', { class: 'dot', 'aria-hidden': 'true' }),
      element('span', { class: 'id' }, id),
      verdict,
    ),
    problems,
    table,
    button,
  )

  return {
    node,
    update(judgement) {
      const explanation = explain(id)
      const failed = explanation?.gates.filter(({ pass }) => !pass) ?? []
      const names = failed.map((gate) => describeGate(gate).name.toLowerCase())
      const wrong = judgement.problems.length
      const state = !explanation ? 'off' : explanation.eligible ? 'on' : 'held'
      node.className = `survey ${wrong > 0 ? 'wrong' : state}`
      verdict.textContent =
        wrong > 0
          ? `${wrong} problem${wrong === 1 ? '' : 's'} in its definition`
          : !explanation
            ? 'not loaded'
            : explanation.eligible
              ? 'waits for its trigger'
              : `held back: ${names.join(', ')}`
      problems.replaceChildren(
        ...judgement.problems.map((each) => problemLine('problem', each)),
        ...judgement.warnings.map((each) => problemLine('warning', each)),
      )
      gates.replaceChildren(...(explanation?.gates ?? []).map(gateRow))
      table.hidden = !explanation
      button.hidden = !explanation
    },
  }
}

function problemLine(kind: 'problem' | 'warning', { path, message, suggestion }: Problem): HTMLElement {
  const hint = suggestion === undefined ? '' : ` Did you mean ${JSON.stringify(suggestion)}?`
  const place = path === '' ? [] : [element('code', {}, path)]
  return element('li', { class: kind }, ...place, message[0]?.toUpperCase() + message.slice(1) + hint)
}

function gateRow(gate: Gate): HTMLElement {
  const { name, value, needs } = describeGate(gate)
  const mark = element('span', { class: 'mark', role: 'img', 'aria-label': gate.pass ? 'passes' : 'fails' })
  return element(
    'tr',
    { class: gate.pass ? 'pass' : 'fail' },
    element('th', { scope: 'row' }, mark, name),
    element('td', {}, value),
    element('td', {}, needs),
  )
}
