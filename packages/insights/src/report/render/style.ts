/** The whole style of a report. Colours by role; light, dark and paper. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f5f1;--card:#fff;--ink:#1d2129;--soft:#5b6270;--line:#d9d8d2;--mark:#1f5fbf;--range:#a9c6ef;--good:#1a7348;--bad:#b3261e;--watch:#8a5a00}
@media (prefers-color-scheme:dark){:root{--page:#14161a;--card:#1d2026;--ink:#eceef2;--soft:#a4abb8;--line:#343943;--mark:#7fb0ff;--range:#2e4f82;--good:#62c995;--bad:#ff8a80;--watch:#e5b567}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
main{max-width:1240px;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:2rem;line-height:1.2;margin:0}
h2{font-size:1.35rem;margin:2.5rem 0 .75rem}
h3{font-size:1.05rem;margin:0}
p{margin:.25rem 0}
.soft{color:var(--soft);font-size:.875rem}
.facts{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.25rem 0 0;padding:0;list-style:none}
.facts li{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.75rem 1rem;min-width:10rem;flex:1}
.facts strong{display:block;font-size:1.5rem;line-height:1.2}
.map{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:1.25rem;align-items:start}
.band>h3{border-top:4px solid var(--mark);padding-top:.5rem;margin-bottom:.75rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin-bottom:1rem;break-inside:avoid}
.card header{display:flex;justify-content:space-between;gap:.5rem;align-items:baseline}
.block{border-top:1px solid var(--line);margin-top:.75rem;padding-top:.6rem}
.figure{display:flex;justify-content:space-between;align-items:baseline;gap:.75rem;margin-top:.35rem}
.figure b{font-size:1.4rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.strip,.trend{display:block;width:100%;height:auto}
.axis,.zero{stroke:var(--line);stroke-width:2}
.range{fill:var(--range)}.dot{fill:var(--mark)}
.target{stroke:var(--ink);stroke-width:2;stroke-dasharray:3 2}
.limit{fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:4 3}
.charted{fill:none;stroke:var(--mark);stroke-width:1.5}
.whisker{stroke:var(--range);stroke-width:3}.out{fill:var(--bad)}
.tag{font-size:.8rem;font-weight:600;border:1.5px solid currentColor;border-radius:1rem;padding:.05rem .6rem;white-space:nowrap}
.keep{color:var(--good)}.fix{color:var(--bad)}.watch{color:var(--watch)}.cannot-tell{color:var(--soft)}
summary{cursor:pointer;color:var(--mark);font-size:.875rem;padding:.35rem 0}
summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--mark);outline-offset:2px;border-radius:.25rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.85rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.25rem .5rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right}
.list{margin:0;padding-left:1.2rem}
@media (max-width:820px){.map{grid-template-columns:1fr}}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--mark:#0b4aa2;--range:#c4d8f5}main{padding:0;max-width:none}.card{padding:.6rem}details{display:none}h2{break-after:avoid}}
`
