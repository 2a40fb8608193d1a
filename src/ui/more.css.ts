// Style of the second chunk: other question types, fields, dialog, inline. It comes after the card's own.
export const css = /* css */ `
.card { --line: #e2e0e6; --field: #918e9b }
.dark { --line: #3b3a42; --field: #878592 }
:host([data-at^=top]) { align-items: start !important }
:host([data-at$=start]) { justify-items: start !important }
:host([data-at$=center]) { justify-items: center !important }
#hint { margin: -8px 0 12px }
.quiet { margin-inline-start: -10px; padding: 0 10px; color: var(--soft); font-weight: 500 }
:host([data-at=inline]) {
  all: initial !important;
  display: block !important;
}
:host([data-at=inline]) .card { inline-size: auto; border-color: var(--line); border-radius: var(--radius); box-shadow: none }
dialog { position: fixed; inset: 0; margin: auto }
::backdrop { background-color: #0d0c1266 }

textarea, .text {
  display: block; inline-size: 100%;
  margin: 0; padding: 10px 12px;
  border: 1px solid var(--field); border-radius: 12px;
  background-color: transparent; color: inherit;
  font: inherit; font-size: max(16px, 1em);
}
textarea { min-block-size: 84px; resize: vertical }
.label { display: block; margin: 16px 0 6px; font-size: .875em; font-weight: 500 }
legend + p + label .label { margin-block-start: 0 }
a { color: var(--edge); font-weight: 600 }
.bar { flex: 1; display: flex; gap: 4px }
.bar i { flex: 1; max-inline-size: 28px; block-size: 4px; border-radius: 2px; background-color: var(--line) }
.bar .on { background-color: var(--accent) }

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
@media (max-width: 480px), (pointer: coarse) {
  .c4, .c5 { grid: auto-flow / repeat(4, minmax(0, 1fr)) }
  .c5 { grid-template-columns: repeat(5, minmax(0, 1fr)) }
}
@media (hover: hover) {
  .quiet:hover { color: var(--ink) }
}
@media (max-width: 480px) {
  :host([data-at^=top]) .card { border-radius: 0 0 var(--radius) var(--radius) }
  dialog { margin-block-end: 0; min-inline-size: 100% }
}
@media (forced-colors: active) {
  .bar i { border: 1px solid }
  .bar .on { background-color: Highlight; forced-color-adjust: none }
  textarea, .text { border-color: CanvasText }
  .chips :checked + span, .faces :checked + span { background-color: Highlight; color: HighlightText }
  .stars .on span { color: Highlight; background-color: Canvas }
}
`
