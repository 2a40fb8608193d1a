import { render } from 'preact'
import { describe, expect, it, vi } from 'vitest'
import { Nps } from '../../src/ui/Nps.tsx'
import { strings } from '../../src/ui/strings.en.ts'
import type { CardProps } from '../../src/ui/view.ts'

function draw(question: object = {}, value: number | null = null) {
  const choose = vi.fn()
  const props = {
    question: { id: 'q', type: 'nps', prompt: 'Q?', ...question },
    draft: { value },
    strings,
    text: (words: unknown) => String(words ?? ''),
    deeds: { choose },
  } as unknown as CardProps
  const root = document.createElement('div')
  render(<Nps {...props} />, root)
  return { choose, inputs: [...root.querySelectorAll('input')], ends: root.querySelector('.ends')! }
}

describe('Nps', () => {
  it('offers 0 to 10, names the ends for every reader, and tells which one is chosen', () => {
    const { inputs, ends } = draw({}, 7)
    expect(inputs.map(({ value }) => value)).toEqual(Array.from({ length: 11 }, (_, i) => `${i}`))
    expect([...ends.children].map(({ textContent }) => textContent)).toEqual([
      'Not at all likely',
      'Extremely likely',
    ])
    expect([inputs[0], inputs[5], inputs[10]].map((input) => input!.getAttribute('aria-label'))).toEqual([
      '0 Not at all likely',
      '',
      '10 Extremely likely',
    ])
    expect(inputs.filter(({ checked }) => checked).map(({ value }) => value)).toEqual(['7'])
  })

  it("prefers the survey's own words for the ends", () => {
    const { ends } = draw({ low: 'never', high: 'surely' })
    expect(ends.textContent).toBe('neversurely')
  })

  it('chooses a number, zero too', () => {
    const { choose, inputs } = draw()
    inputs[0]!.click()
    expect(choose).toHaveBeenCalledWith(0)
  })
})
