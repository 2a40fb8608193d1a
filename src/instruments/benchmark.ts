import { asQuestion, type Name, named, WORSE_TO_BETTER } from './words.ts'

/**
 * How the company compares with others, much worse to much better, 1–5. Two frames that are never pooled: `sector`
 * (others of the same trade) and `best` (the best company of any kind that the person deals with).
 *
 * @param options - `company`, and for the frame `sector` its name ("shoe"); left out, the host gives `{company}` and
 * `{sector}`.
 */
export const benchmark = <
  const Frame extends 'sector' | 'best',
  const Id extends string = `benchmark-${Frame}`,
>({
  frame,
  id = `benchmark-${frame}` as Id,
  company,
  sector,
}: {
  frame: Frame
  id?: Id
  company?: Name
  sector?: Name
}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'rating',
    points: 5,
    instrument: `benchmark-${frame}@1`,
    role: 'benchmark',
    prompt: named(FRAMES[frame], { company, sector }),
    labels: WORSE_TO_BETTER,
  })

const FRAMES = {
  sector: {
    en: 'Compared with other {sector} companies you deal with, {company} is …',
    es: 'En comparación con otras empresas de {sector} con las que trata, {company} es …',
  },
  best: {
    en: 'Compared with the best company you deal with, of any kind, {company} is …',
    es: 'En comparación con la mejor empresa con la que trata, de cualquier tipo, {company} es …',
  },
}
