// Sizes are in em of the visitor's own font size, which `all: initial` gives back on the host element, so that
// neither `html { font-size: 62.5% }` shrinks the card nor a 200 % font overflows it. The important rules of a
// shadow root win over those of the page. The host element covers the screen and lets everything through; the card
// lies in it. What one question with its answer does not need is in `more.css.ts`.
export const css = /* css */ `
:host {
  all: initial !important;
  position: fixed !important;
  inset: 0 !important;
  z-index: 2147483647 !important;
  box-sizing: border-box !important;
  display: grid !important;
  grid: minmax(0, 1fr) / minmax(0, 1fr) !important;
  place-items: end !important;
  padding: 20px max(20px, env(safe-area-inset-right)) max(20px, env(safe-area-inset-bottom)) max(20px, env(safe-area-inset-left)) !important;
  pointer-events: none !important;
  direction: ltr !important;
}
:host([dir=rtl]) { direction: rtl !important }
:host::before, :host::after { display: none !important }
* { box-sizing: border-box }

.card {
  --radius: 18px;
  --surface: #fff; --ink: #1b1a1e; --soft: #65636d; --cell: #f4f3f6;
  --accent: #3a4be0; --on: #fff; --edge: #3a4be0;
  color-scheme: light;
  pointer-events: auto;
  position: relative;
  display: flex;
  flex-direction: column;
  inline-size: 24.5em;
  max-inline-size: 100%;
  max-block-size: 100%;
  padding: 0;
  border: 1px solid #0000;
  border-radius: var(--radius);
  background-color: var(--surface);
  color: var(--ink);
  font: 1em/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: start;
  overflow-wrap: anywhere;
  -webkit-text-size-adjust: none;
  -webkit-tap-highlight-color: transparent;
  box-shadow: 0 0 0 1px #14121a12, 0 2px 4px #14121a0d, 0 16px 40px -8px #14121a38;
}
.dark {
  --surface: #1f1f23; --ink: #f3f2f5; --soft: #abaab4; --cell: #2c2c32;
  --accent: #97a3ff; --on: #0d1030; --edge: #a5afff;
  color-scheme: dark;
  box-shadow: 0 0 0 1px #ffffff14, 0 16px 48px -8px #000;
}

.body { padding: 20px; overflow: auto; overscroll-behavior: contain; border-radius: inherit }
fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0 }
legend, .q { padding: 0; margin: 0 0 14px; font-size: 1.0625em; font-weight: 600; line-height: 1.35; letter-spacing: -.006em; text-wrap: balance }
legend, .thanks { padding-inline-end: 36px }
p { margin: 0 }
.small:empty, .error:empty, .foot:empty { display: none }
.small, .ends { color: var(--soft); font-size: .8125em; font-weight: 400; letter-spacing: 0 }
.error { color: var(--ink); font-weight: 600; font-size: .875em; margin-block-start: 10px; padding-inline-start: 10px; border-inline-start: 3px solid var(--edge) }
.vh { position: absolute; inline-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.row { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 4px }
.o { position: relative; display: grid }
.o input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer }
.o span {
  display: grid; place-items: center;
  min-block-size: 44px;
  border: 1px solid #0000; border-radius: 10px;
  background-color: var(--cell);
  font-size: .9375em; font-weight: 550; font-variant-numeric: tabular-nums;
}
.ends { display: flex; justify-content: space-between; gap: 1em; margin-block-start: 8px }
.ends :last-child { text-align: end }
.o :checked + span, .send { background-color: var(--accent); color: var(--on); border-color: var(--edge) }
:focus-visible, .o :focus-visible + span { outline: 2px solid var(--edge); outline-offset: 2px }
.o :focus-visible, fieldset:focus, .card:focus { outline: 0 }
.o :focus-visible + span { z-index: 1 }

.foot { display: flex; flex-wrap: wrap; align-items: center; gap: 12px; margin-block-start: 16px }
button {
  min-block-size: 44px; min-inline-size: 44px;
  margin: 0; padding: 0 18px;
  border: 1px solid #0000; border-radius: 12px;
  background-color: #0000; color: inherit;
  font: inherit; font-size: .9375em; font-weight: 600;
  cursor: pointer;
}
.send { margin-inline-start: auto }
.x { position: absolute; inset-block-start: 6px; inset-inline-end: 6px; padding: 0; display: grid; place-items: center; color: var(--soft); background-color: var(--surface) }
svg { display: block; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.x svg { inline-size: 18px }

.thanks { display: flex; gap: 14px; align-items: center; min-block-size: 48px }
.thanks .q { margin: 0 }
.thanks > svg { flex: none; inline-size: 40px; padding: 9px; border-radius: 50%; background-color: var(--cell); color: var(--edge); stroke-width: 2.5 }

@media (hover: hover) {
  .o :hover:not(:checked) + span { border-color: var(--edge) }
  .x:hover { color: var(--ink) }
}
@media (max-width: 480px), (pointer: coarse) {
  .c6 { grid: auto-flow / repeat(6, minmax(0, 1fr)) }
}
@media (max-width: 480px) {
  :host { padding: 0 !important; justify-items: stretch !important }
  .card { inline-size: auto; border-end-start-radius: 0; border-end-end-radius: 0 }
  .body { padding: 20px 16px max(20px, env(safe-area-inset-bottom)) }
}
@media (forced-colors: active) {
  .card, .o span, .send { border-color: CanvasText }
  .o :checked + span { background-color: Highlight; color: HighlightText; forced-color-adjust: none }
}
`
