// Sizes and colours are the panel's own: nothing of the page reaches in (`all: initial`), nothing leaks out.
export const css = /* css */ `
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto auto 12px 12px !important;
  z-index: 2147483646 !important;
  display: block !important;
  inline-size: min(400px, calc(100vw - 24px)) !important;
}
.panel {
  color-scheme: light dark;
  --surface: #fff; --ink: #1b1a1e; --soft: #65636d; --line: #e6e4ea; --cell: #f5f4f7;
  --accent: #3a4be0; --pass: #1a7f4b; --fail: #b3261e; --warn: #8a5a00;
  --fail-cell: #fdf0ef; --warn-cell: #fdf5e3;
}
@media (prefers-color-scheme: dark) {
  .panel {
    --surface: #1f1f23; --ink: #f3f2f5; --soft: #abaab4; --line: #37363e; --cell: #2a2a30;
    --accent: #97a3ff; --pass: #5fd39a; --fail: #ff9d94; --warn: #f2c14e;
    --fail-cell: #3a2524; --warn-cell: #352c18;
  }
}
* { box-sizing: border-box; margin: 0; padding: 0 }
[hidden] { display: none !important }
.panel {
  display: flex;
  flex-direction: column;
  max-block-size: min(640px, calc(100vh - 24px));
  max-block-size: min(640px, calc(100dvh - 24px));
  background: var(--surface);
  color: var(--ink);
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  border: 1px solid var(--line);
  border-radius: 14px;
  box-shadow: 0 2px 4px #14121a0d, 0 16px 40px -8px #14121a47;
  overflow: hidden;
}
button, summary { font: inherit; color: inherit; cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 8px }
.toggle {
  display: flex;
  align-items: center;
  gap: 10px;
  inline-size: 100%;
  min-block-size: 44px;
  padding: 0 14px;
  border: 0;
  background: none;
  text-align: start;
}
.name { font-weight: 650 }
.count { flex: 1; color: var(--soft); font-size: 13px }
.chevron {
  inline-size: 9px;
  block-size: 9px;
  border: solid currentColor;
  border-width: 0 2px 2px 0;
  transform: rotate(45deg) translate(-2px, -2px);
  color: var(--soft);
}
.toggle[aria-expanded=false] .chevron { transform: rotate(225deg) translate(-2px, -2px) }
.body { display: flex; flex-direction: column; min-block-size: 0 }
.scroll { overflow-y: auto; overscroll-behavior: contain }
.banner { padding: 8px 14px; font-size: 13px; background: var(--cell) }
.banner.test { background: var(--warn-cell); color: var(--warn) }
summary { list-style: none; min-block-size: 44px; padding: 10px 14px; border-block-start: 1px solid var(--line) }
summary::-webkit-details-marker { display: none }
summary:hover, .toggle:hover { background: var(--cell) }
.survey > summary { display: grid; grid-template-columns: 14px 1fr; column-gap: 8px; align-items: baseline }
.dot { inline-size: 10px; block-size: 10px; border-radius: 50%; border: 2px solid var(--soft); align-self: center }
.on .dot { background: var(--pass); border-color: var(--pass) }
.held .dot { background: none; border-color: var(--fail) }
.wrong .dot { background: var(--fail); border-color: var(--fail); border-radius: 2px }
.id { font-weight: 600; overflow-wrap: anywhere }
.verdict { grid-column: 2; color: var(--soft); font-size: 13px }
.on .verdict { color: var(--pass) }
.wrong .verdict { color: var(--fail) }
.problems { list-style: none }
.problems li {
  margin: 0 14px 6px;
  padding: 8px 10px;
  border-radius: 8px;
  font-size: 13px;
  overflow-wrap: anywhere;
}
.problems li:last-child { margin-block-end: 10px }
code { display: block; font: 600 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
.problem { background: var(--fail-cell) }
.problem code { color: var(--fail) }
.warning { background: var(--warn-cell) }
.warning code { color: var(--warn) }
table { inline-size: calc(100% - 28px); margin: 0 14px; border-collapse: collapse; font-size: 13px }
th, td { padding: 5px 0; text-align: start; vertical-align: top; font-weight: 400; overflow-wrap: break-word }
th + td, td + td, th + th { padding-inline-start: 12px }
thead th { color: var(--soft); font-size: 12px }
tbody tr { border-block-start: 1px solid var(--line) }
td { font-variant-numeric: tabular-nums }
td:last-child { color: var(--soft) }
tbody th { display: flex; gap: 7px }
.mark { flex: none; inline-size: 12px; color: var(--pass); font-weight: 700 }
.mark::before { content: "✓" }
.fail .mark { color: var(--fail) }
.fail .mark::before { content: "✕" }
.fail th, .fail td { color: var(--fail); font-weight: 600 }
.show {
  margin: 10px 14px 14px;
  min-block-size: 36px;
  padding: 0 14px;
  border: 1px solid var(--accent);
  border-radius: 10px;
  background: none;
  color: var(--accent);
  font-weight: 600;
}
.show:hover { background: var(--cell) }
.log > summary { color: var(--soft); font-size: 13px }
.quiet { padding: 0 14px 10px; color: var(--soft); font-size: 13px }
.events { list-style: none; padding: 0 14px 6px; font-size: 13px }
.events li { display: grid; grid-template-columns: auto auto 1fr; gap: 8px; padding: 3px 0 }
.events time { color: var(--soft); font-variant-numeric: tabular-nums }
.events span { overflow-wrap: anywhere; color: var(--soft) }
.status:not(:empty) { padding: 8px 14px; border-block-start: 1px solid var(--line); font-size: 13px }
.foot { display: flex; gap: 4px; padding: 4px 8px; border-block-start: 1px solid var(--line) }
.plain { min-block-size: 36px; padding: 0 8px; border: 0; border-radius: 8px; background: none; color: var(--soft); font-size: 13px }
.plain:hover { background: var(--cell); color: var(--ink) }
@media (forced-colors: active) {
  .dot { forced-color-adjust: none; border-color: CanvasText }
  .on .dot { background: CanvasText }
  .show { border-color: ButtonText }
}
`
