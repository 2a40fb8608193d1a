// Style of the question types of the second chunk; it comes after the card's own.
export const css = /* css */ `
.faces, .stars { justify-content: center }
.faces span { align-content: start; gap: 6px; padding: 10px 2px; color: var(--soft); font-size: .75em; font-weight: 500; line-height: 1.25; text-align: center }
.row svg { inline-size: 40px; max-inline-size: 100%; stroke-width: 1.8 }
.faces :checked + span { background-color: var(--cell); color: var(--edge); font-weight: 600; box-shadow: inset 0 0 0 1px var(--edge) }
.stars span { background-color: transparent; color: var(--field) }
.stars .on span { color: var(--edge); background-color: transparent; border-color: transparent }
.stars .on path { fill: currentColor }

.plane { display: grid; grid-template-columns: auto 1fr; gap: 6px }
.cells { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 4px }
.up { writing-mode: vertical-rl; transform: rotate(180deg) }
.across { grid-column: 2 }
[dir=rtl] b { display: inline-block; scale: -1 }

.chips { display: flex; flex-wrap: wrap; gap: 8px }
.chips span { padding: 8px 14px; border-color: var(--line); border-radius: 22px; background-color: transparent; font-weight: 450; text-align: center }
.chips :checked + span { border-color: var(--edge); background-color: var(--cell); color: var(--edge); font-weight: 600; box-shadow: inset 0 0 0 1px var(--edge) }
.chips :disabled + span { color: var(--soft); border-style: dashed }
.chips ~ .small, .chips ~ .text { margin: 10px 0 0 }
.consent { margin-block-start: 12px }
.link { display: flex; margin: 0; inline-size: fit-content; align-items: center; gap: 8px; min-block-size: 44px; padding: 0 18px; border: 1px solid var(--edge); border-radius: 12px; text-decoration: none }
.link svg { inline-size: 18px }
[dir=rtl] .link svg { scale: -1 1 }
@media (forced-colors: active) {
  .chips :checked + span, .faces :checked + span { background-color: Highlight; color: HighlightText }
  .stars .on span { color: Highlight; background-color: Canvas }
}
`
