import { answerOf, keep, send } from './outbox.mjs'
import { openHost } from './sheet.mjs'

const element = (tag, properties, ...children) => {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children)
  return node
}

/** One NPS question by hand: shows it, keeps the answer, thanks, posts it. */
export function show({ prompt, low, high, endpoint, key }) {
  const { host, root } = openHost()
  const section = element('section')
  section.setAttribute('aria-label', 'Survey')

  const thank = async (value) => {
    const answer = answerOf(value)
    await keep(answer)
    section.replaceChildren(
      close(),
      element('p', { className: 'thanks', role: 'status' }, 'Thank you!'),
      element('small', {}, 'Saved on this device.'),
    )
    await send(endpoint, key, answer)
  }
  const close = () => element('button', { ariaLabel: 'Close', onclick: () => host.remove() }, '×')
  const cell = (score) =>
    element(
      'label',
      {},
      element('input', { type: 'radio', name: 'score', onchange: () => thank(score) }),
      `${score}`,
    )

  section.append(
    element(
      'fieldset',
      {},
      element('legend', {}, prompt),
      element('div', { className: 'row' }, ...Array.from({ length: 11 }, (_, score) => cell(score))),
      element('div', { className: 'ends' }, element('span', {}, low), element('span', {}, high)),
    ),
    close(),
  )
  root.append(section)
}
