import { h, render } from 'preact'
import { answerOf, keep, send } from './outbox.mjs'
import { openHost } from './sheet.mjs'

const SCORES = Array.from({ length: 11 }, (_, score) => score)

const Question = ({ prompt, low, high, onAnswer }) =>
  h(
    'fieldset',
    null,
    h('legend', null, prompt),
    h(
      'div',
      { class: 'row' },
      SCORES.map((score) =>
        h(
          'label',
          { key: score },
          h('input', { type: 'radio', name: 'score', onChange: () => onAnswer(score) }),
          score,
        ),
      ),
    ),
    h('div', { class: 'ends' }, h('span', null, low), h('span', null, high)),
  )

const Thanks = () => [
  h('p', { class: 'thanks', role: 'status' }, 'Thank you!'),
  h('small', null, 'Saved on this device.'),
]

const Card = ({ onClose, children }) =>
  h(
    'section',
    { 'aria-label': 'Survey' },
    children,
    h('button', { 'aria-label': 'Close', onClick: onClose }, '×'),
  )

/** The same question with Preact, and nothing else. */
export function show({ prompt, low, high, endpoint, key }) {
  const { host, root } = openHost()
  const draw = (content) => render(h(Card, { onClose: () => host.remove() }, content), root)
  const onAnswer = async (value) => {
    const answer = answerOf(value)
    await keep(answer)
    draw(h(Thanks))
    await send(endpoint, key, answer)
  }
  draw(h(Question, { prompt, low, high, onAnswer }))
}
