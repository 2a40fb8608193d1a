import { describe, expect, it } from 'vitest'
import { buildReport, lintProgramme, parseProgramme } from '../../src/index.ts'
import { renderReport } from '../../src/report.ts'
import { at, csat, data, employee, input } from '../support/programme.ts'
import { answered } from '../support/records.ts'

const programme = parseProgramme(input())
const satisfied = (value: number | string, more: object = csat) =>
  answered(value, { ...at('pay', 'during'), ...more })
const found = (...records: Parameters<typeof data>) =>
  lintProgramme(programme, data(...records)).filter(({ code }) => /scale/.test(code))
const rated = (points: number) => ({ question: { id: 'ease', type: 'rating' as const, points } })

describe('lintProgramme on scales', () => {
  it('names the question whose answers are no step of its scale, and how many they are', () => {
    expect(found(satisfied(9), satisfied('good'), satisfied(2.5), satisfied(4), satisfied(5))).toEqual([
      {
        code: 'off-scale',
        message: expect.stringMatching(
          /^3 of 5 answers to question "csat" at touchpoint "pay" are no step of its scale 1–5 .* Was it asked on another scale\?/,
        ),
        evidence: { touchpoint: 'pay', question: 'csat', scale: '1–5', wrong: 3, n: 2 },
      },
    ])
  })

  it('finds nothing where all fits, or where there is no scale', () => {
    const chosen = satisfied('blue', { question: { id: 'colour', type: 'choice' } })
    expect(found(satisfied(1), satisfied(5), chosen)).toEqual([])
  })

  it('says of a question on two scales that its numbers stand apart', () => {
    expect(found(satisfied(3, rated(5)), satisfied(6, rated(7)))).toEqual([
      {
        code: 'several-scales',
        message: expect.stringContaining(
          'question "ease" at touchpoint "pay" was asked on several scales (1–5, 1–7)',
        ),
        evidence: { touchpoint: 'pay', question: 'ease', scale: '1–5, 1–7' },
      },
    ])
  })

  it('lets two touchpoints, or customers and employees, have scales of their own', () => {
    const elsewhere = answered(6, { ...at('support'), ...rated(7) })
    expect(found(satisfied(3, rated(5)), elsewhere)).toEqual([])
    expect(found(satisfied(3, rated(5)), satisfied(6, { ...rated(7), ...employee }))).toEqual([])
  })

  it('is said in the report with its count, in both languages', () => {
    const report = buildReport(programme, data(satisfied(9), satisfied(4), satisfied(null as never)), {
      day: '2026-06-01',
    })
    expect(report.excluded).toEqual({ 'off the scale': 1, 'passed over': 1 })
    expect(renderReport(report)).toContain('1 of 2 answers to question &quot;csat&quot;')
    const spanish = renderReport(report, { locale: 'es' })
    expect(spanish).toContain('Hay respuestas que no son ningún paso de la escala')
    expect(spanish).toContain('sin responder 1, fuera de la escala 1')
  })
})
