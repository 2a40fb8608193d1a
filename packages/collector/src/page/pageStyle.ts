/** The page's one stylesheet, served from its own path: the page's policy allows no other style. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f3f1ec; --surface: #fff; --ink: #191817; --soft: #67625b; --line: #dedad3; --cell: #eceae4;
  --accent: #2b5cff; --on: #fff; --wash: #dfe6ff; --bad: #b3261e;
  --shadow: 0 1px 2px rgb(20 18 14 / 6%), 0 8px 24px -12px rgb(20 18 14 / 18%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #141416; --surface: #1f1f22; --ink: #f4f2ee; --soft: #a7a29a; --line: #38373b; --cell: #35353a;
    --accent: #8aa4ff; --on: #10131f; --wash: #30395c; --bad: #ff9a91; --shadow: 0 0 0 1px #2f2f33;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, p { margin: 0; }
a { color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
bdi { unicode-bidi: isolate; }
.wrap { max-width: 1120px; margin-inline: auto; padding-inline: 24px; }
.soft { color: var(--soft); font-weight: 400; }
.card { background: var(--surface); border-radius: 18px; box-shadow: var(--shadow); }
.tag { background: var(--wash); border-radius: 6px; padding: 1px 7px; font-size: 12px; font-weight: 600; }
.mark { width: 28px; height: 28px; flex: none; }
.mark rect { fill: var(--accent); }
.mark path { fill: none; stroke: var(--on); stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round; }

.top { background: var(--surface); border-bottom: 1px solid var(--line); }
.top .wrap { display: flex; align-items: center; flex-wrap: wrap; gap: 10px 24px; padding-block: 12px; }
.top h1 { display: flex; align-items: center; gap: 10px; font-size: 17px; letter-spacing: -.01em; }
.top h1 .soft { margin-inline-start: -4px; }
nav { display: flex; background: var(--ground); border-radius: 12px; padding: 3px; }
nav a { min-height: 38px; display: grid; place-items: center; padding-inline: 16px; border-radius: 10px; text-decoration: none; font-size: 15px; color: var(--soft); }
nav a[aria-current] { background: var(--surface); color: var(--ink); font-weight: 600; box-shadow: var(--shadow); }
.actions { display: flex; gap: 8px; margin-inline-start: auto; }
button, .button { font: 600 15px/1 Inter, system-ui, sans-serif; min-height: 44px; padding-inline: 18px; border-radius: 12px; border: 1px solid var(--line); background: none; color: var(--ink); display: inline-grid; grid-auto-flow: column; gap: 5px; place-content: center; place-items: center; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { border-color: var(--soft); }

main.wrap { padding-block: 28px 64px; }
.totals { font-size: 17px; }
section > h2 { font-size: 22px; letter-spacing: -.015em; margin-top: 36px; }
.note { font-size: 14px; max-width: 70ch; }
.phase > h3 { font-size: 12px; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); margin-top: 24px; display: flex; align-items: center; gap: 12px; }
.phase > h3::after { content: ''; flex: 1; height: 1px; background: var(--line); }
.places { display: flex; flex-wrap: wrap; gap: 20px 16px; margin-top: 14px; }
.touchpoint { max-width: 100%; }
.touchpoint h4 { font-size: 17px; letter-spacing: -.01em; }
.touchpoint h4 .soft { font-size: 14px; margin-inline-start: 4px; }
.scores { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 16px; margin-top: 10px; }
.score { width: 346px; max-width: 100%; padding: 18px 20px 16px; display: flex; flex-direction: column; }
.score h5 { font-size: 15px; }
.about, .foot { font-size: 13px; }
.about bdi:not(:last-child)::after, .foot span:not(:last-child)::after { content: ' · '; }
.value { display: flex; align-items: baseline; flex-wrap: wrap; gap: 0 10px; margin-top: 12px; }
.value .name { flex-basis: 100%; font-size: 13px; color: var(--soft); }
.value strong { font-size: 40px; line-height: 1.1; letter-spacing: -.03em; font-variant-numeric: tabular-nums; }
.value .few { font-size: 24px; letter-spacing: -.01em; color: var(--soft); font-weight: 600; }
.interval { font-variant-numeric: tabular-nums; }
.track { display: block; width: 100%; height: 20px; margin-top: 6px; overflow: visible; }
.rail { fill: var(--line); }
.range { fill: var(--accent); opacity: .35; }
.track circle { fill: var(--accent); stroke: var(--surface); stroke-width: 2; }
.bars { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 4px; margin-block: 10px 12px; }
.bars > span { display: grid; gap: 4px; text-align: center; font-size: 12px; color: var(--soft); font-variant-numeric: tabular-nums; }
.bars svg { display: block; width: 100%; height: 56px; border-bottom: 1px solid var(--line); }
.rest rect { fill: var(--soft); opacity: .45; }
.best rect { fill: var(--accent); }
.best > span { color: var(--accent); font-weight: 600; }
.beside { font-size: 14px; font-variant-numeric: tabular-nums; margin-bottom: 8px; }
.foot { margin-top: auto; padding-top: 10px; border-top: 1px solid var(--line); }

section > .card { margin-top: 12px; }
.empty { padding: 28px; }
table { width: 100%; border-collapse: collapse; font-size: 15px; }
th { text-align: start; font-size: 13px; font-weight: 500; color: var(--soft); }
th, td { padding: 11px 20px; border-bottom: 1px solid var(--line); vertical-align: top; }
tbody tr:last-child td { border-bottom: 0; }
.when { white-space: nowrap; color: var(--soft); font-size: 14px; font-variant-numeric: tabular-nums; }
td .soft { font-size: 13px; }
.said strong { font-variant-numeric: tabular-nums; margin-inline-end: 10px; }
.said q { color: var(--soft); quotes: '“' '”'; }
.what { white-space: nowrap; }

.login { min-height: 100vh; display: grid; place-items: center; padding: 24px; }
.login form { width: min(100%, 380px); padding: 32px 28px 26px; display: grid; gap: 8px; justify-items: stretch; }
.login h1 { font-size: 22px; letter-spacing: -.015em; margin-bottom: 12px; }
.login .mark { width: 40px; height: 40px; margin-bottom: 4px; }
.login label { font-weight: 600; font-size: 15px; }
.login input { font: inherit; min-height: 48px; padding-inline: 14px; border: 1px solid var(--soft); border-radius: 12px; background: transparent; color: inherit; width: 100%; }
.login input[aria-invalid] { border-color: var(--bad); }
.login button { margin-top: 8px; background: var(--accent); color: var(--on); border-color: transparent; min-height: 48px; }
.login .soft { font-size: 14px; margin-top: 6px; }
.refused { color: var(--bad); font-size: 14px; }

@media (max-width: 720px) {
  .wrap { padding-inline: 16px; }
  .top h1 .soft, .wide, thead { display: none; }
  .actions { margin-inline-start: auto; order: 1; }
  .top nav { order: 2; flex: 1 0 100%; }
  .top nav a { flex: 1; min-height: 44px; }
  .actions button, .actions .button { padding-inline: 14px; }
  tr { display: grid; padding: 12px 16px; border-bottom: 1px solid var(--line); }
  tbody tr:last-child { border-bottom: 0; }
  .places, .touchpoint, .score { width: 100%; }
  td { padding: 0; border: 0; }
  .what { white-space: normal; }
  .when { order: 4; font-size: 13px; }
}
`
