import type { Plain } from './plainCopy.ts'
import { excerpt, type Problem, problem } from './problem.ts'

/** `Post Purchase!` → `post-purchase`, or undefined when nothing usable is left. */
export function slug(text: string): string | undefined {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return plain.replace(/^-+/, '').slice(0, 64).replace(/-+$/, '') || undefined
}

/** What is wrong with a text that has the wrong form, told by the key it stands under. */
export function badFormat(steps: readonly PropertyKey[], value: Plain | undefined, pattern: string): Problem {
  const text = String(value)
  const is = `is ${excerpt(text)}`
  switch (lastKey(steps)) {
    case 'href':
      return badLink(steps, text)
    case 'fallback':
    case 'language':
      return badLocale(steps, text)
    case 'instrument':
      return problem(steps, 'bad_format', `${is}; expected a name and a version, such as "nps@1".`)
    case 'from':
    case 'until':
      return problem(steps, 'bad_format', `${is}; expected a date: "2026-03-01" or "2026-03-01T09:00Z".`)
    case 'id':
    case 'goTo':
    case 'question':
    case 'journey':
    case 'pairOverride': {
      const message = `${is}; an id is lower-case letters, digits and hyphens, at most 64.`
      return problem(steps, 'bad_format', message, slug(text))
    }
  }
  return problem(steps, 'bad_format', `${is}, which does not fit ${pattern}.`)
}

const lastKey = (steps: readonly PropertyKey[]): PropertyKey | undefined =>
  steps.filter((step) => typeof step === 'string').pop()

function badLink(steps: readonly PropertyKey[], text: string): Problem {
  const expected = 'a link starts with "https://", "mailto:" or "/" and has no spaces.'
  const bare = /^[a-z0-9-]+(\.[a-z0-9-]+)+([/?#]\S*)?$/i.test(text) ? `https://${text}` : undefined
  const secure = /^http:\/\/\S+$/i.test(text) ? `https${text.slice(4)}` : undefined
  const mail = /^[^\s@:/]+@[^\s@:/]+$/.test(text) ? `mailto:${text}` : undefined
  return problem(steps, 'unsafe_link', `is ${excerpt(text)}; ${expected}`, mail ?? bare ?? secure)
}

/** `pt_br` → `pt-BR`. */
export function badLocale(steps: readonly PropertyKey[], text: string): Problem {
  const [language = '', ...rest] = text.replace(/_/g, '-').split('-')
  const tag = [language.toLowerCase(), ...rest.map((part) => (part.length === 2 ? part.toUpperCase() : part))]
  const suggestion = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag.join('-')) ? tag.join('-') : undefined
  const message = `${excerpt(text)} is not a language tag, such as "en", "es-419", "pt-BR" or "zh-Hans".`
  return problem(steps, 'bad_locale', message, suggestion)
}
