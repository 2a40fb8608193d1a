import { describe, expect, it } from 'vitest'
import { LOCALES, loadStrings } from '../../src/browser/locales/loadStrings.ts'
import type { Strings } from '../../src/engine/ports.ts'
import { strings as en } from '../../src/ui/strings.en.ts'

/** Placeholders of a word, in any order. */
const braces = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

/** All the words in a language; `en` stands for none of its own. */
const wordsOf = async (tag: string): Promise<Strings> => (await loadStrings(tag)) ?? en

describe('loadStrings', () => {
  it('has sixteen languages', () => {
    expect(LOCALES).toHaveLength(16)
  })

  it.each(LOCALES.filter((tag) => tag !== 'en'))(
    'pain 40: %s has every word, none of them left in English',
    async (tag) => {
      const strings = await wordsOf(tag)
      expect(Object.keys(strings).sort()).toEqual(Object.keys(en).sort())
      // The same word in both languages, by nature.
      const alike = new Set(['Optional', 'Neutral', 'Later', 'No', 'Name', 'E-mail', 'Negative', 'Positive'])
      for (const key of Object.keys(en) as (keyof typeof en)[]) {
        const [own, english] = [strings[key], en[key]].map((words) =>
          typeof words === 'string' ? [words] : [...words],
        )
        expect(own, key).toHaveLength(english?.length ?? 0)
        own?.forEach((word, index) => {
          expect(word.trim(), key).toBe(word)
          expect(word, key).not.toBe('')
          expect(braces(word), key).toEqual(braces(english?.[index] ?? ''))
          if (word === english?.[index]) expect(alike, `${key} in ${tag}`).toContain(word)
        })
        expect(new Set(own).size, key).toBe(own?.length)
      }
    },
  )

  it.each(LOCALES)('names in %s every point of a scale by another word', async (tag) => {
    const { csat, emotion, agreement } = await wordsOf(tag)
    for (const words of [csat, emotion, agreement]) expect(words).toHaveLength(5)
  })

  it('pain 40: serves a visitor with the nearest language, else in English', async () => {
    expect((await wordsOf('es-MX')).close).toBe('Cerrar')
    expect((await wordsOf('iw')).close).toBe('סגירה')
    expect((await wordsOf('zh-CN')).next).toBe('下一步')
    expect((await wordsOf('pt-br')).next).toBe('Próximo')
    expect(await loadStrings('sw')).toBeUndefined()
  })

  it('writes Hebrew and Arabic controls as nouns, which address nobody by gender', async () => {
    expect((await wordsOf('he')).close).toBe('סגירה')
    expect((await wordsOf('ar')).close).toBe('إغلاق')
  })

  it('puts the full stop of a right-to-left sentence at its end', async () => {
    for (const tag of ['ar', 'he'])
      for (const word of Object.values(await wordsOf(tag)).flat()) expect(word).not.toMatch(/^[.!?]/)
  })
})
