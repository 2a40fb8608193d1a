import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AA_TEXT, contrast, inkOn, luminance, type Rgb, readable } from '../../src/ui/contrast.ts'
import { tokens } from '../../src/ui/tokens.ts'

const byte = fc.integer({ min: 0, max: 255 })
const color = fc.tuple(byte, byte, byte) as fc.Arbitrary<Rgb>
const rgb = (css: string | undefined) => css?.match(/\d+/g)?.map(Number) as unknown as Rgb

describe('contrast', () => {
  it('is what WCAG says', () => {
    expect(luminance([255, 255, 255])).toBeCloseTo(1)
    expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21)
    expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2)
  })
})

describe('inkOn', () => {
  it('can be read on any ground', () => {
    fc.assert(fc.property(color, (ground) => contrast(inkOn(ground), ground) >= AA_TEXT))
  })
})

describe('readable', () => {
  it('makes any colour readable on any ground, and leaves it alone where it is', () => {
    fc.assert(fc.property(color, color, (one, ground) => contrast(readable(one, ground), ground) >= AA_TEXT))
    expect(readable([58, 75, 224], [255, 255, 255])).toEqual([58, 75, 224])
  })
})

describe('tokens', () => {
  const maybe = fc.option(color, { nil: undefined })
  const scheme = fc.constantFrom('light' as const, 'dark' as const)

  it('gives readable pairs for whatever the host gives (pain 27)', () => {
    fc.assert(
      fc.property(fc.record({ accent: maybe, surface: maybe, ink: maybe }), scheme, (palette, scheme) => {
        const css = tokens(palette, scheme)
        const surface = rgb(css['--surface']) ?? (scheme === 'dark' ? [31, 31, 35] : [255, 255, 255])
        const pairs = [
          [css['--on'], css['--accent']],
          [css['--edge'], `${surface}`],
          [css['--edge'], css['--cell']],
          [css['--ink'], css['--cell']],
          [css['--ink'], `${surface}`],
          [css['--soft'], `${surface}`],
        ].filter(([a, b]) => a && b)
        for (const [ink, ground] of pairs)
          expect(contrast(rgb(ink), rgb(ground))).toBeGreaterThanOrEqual(AA_TEXT)
      }),
    )
  })

  it('changes nothing for a theme without colours', () => {
    expect(tokens({}, 'dark')).toEqual({})
  })
})
