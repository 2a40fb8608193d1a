/** The whole style of a report. Colours by role; light, dark and paper. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f4f3ee;--card:#fff;--ink:#191c22;--soft:#585f6b;--line:#e3e1da;--mark:#2a55d4;--range:#b9c8f6;--other:#8a5a12;--other-range:#ecd3a6;--good:#14683f;--bad:#b3261e;--watch:#8a5a00;--band:#efeee8;--quiet:#c4c1b8}
@media (prefers-color-scheme:dark){:root{--page:#101114;--card:#1a1c20;--ink:#eef0f4;--soft:#a6adb9;--line:#2f333b;--mark:#8fadff;--range:#34498f;--other:#e5b567;--other-range:#6b4f1d;--good:#6bd09b;--bad:#ff8f86;--watch:#e5b567;--band:#24272d;--quiet:#4b505a}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;-webkit-text-size-adjust:100%}
main{max-width:1120px;margin:0 auto;padding:2.5rem 1.25rem 5rem}
.skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem 1rem}
h1{font-size:clamp(2rem,5vw,3rem);line-height:1.1;letter-spacing:-.02em;margin:.1rem 0 .4rem}
h2{font-size:1.75rem;line-height:1.2;letter-spacing:-.015em;margin:4rem 0 .25rem}
h3{font-size:1.1rem;line-height:1.3;margin:0}
h4{margin:0;font-size:.9rem;font-weight:600}
p{margin:.3rem 0}.one{white-space:nowrap}
a{color:inherit;text-decoration-color:var(--mark);text-underline-offset:.18em;text-decoration-thickness:1.5px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--mark);outline-offset:2px;border-radius:.25rem}
.kicker{color:var(--mark);font-weight:600;margin:0}
.lead{color:var(--soft);margin:0 0 1.25rem;max-width:46rem}
.soft{color:var(--soft);font-size:.875rem}
nav ul{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;list-style:none;margin:1rem 0 0;padding:0;font-size:.9rem}
nav a{display:inline-block;padding:.35rem 0;text-decoration:none;border-bottom:1.5px solid var(--line)}nav a:hover{border-color:var(--mark)}
.card,.panel{background:var(--card);border-radius:1rem;padding:1.35rem;margin:0 0 1.1rem;box-shadow:0 0 0 1px var(--line);min-width:0}
p.card{color:var(--soft)}
figure{margin:0}
.card header{display:flex;justify-content:space-between;gap:.75rem;align-items:flex-start}
.split{display:grid;grid-template-columns:1fr 1fr;gap:1.1rem;align-items:start}.split h3:not(:first-child){margin-top:1.25rem}.board .split{align-items:stretch;margin-bottom:1.1rem}.board .panel{margin:0}
.cards{columns:3 19rem;column-gap:1.1rem}.cards>.card{break-inside:avoid;display:inline-block;width:100%}
.journey{margin:0 0 .75rem}
.band{margin:0 0 1rem}.band>h3{color:var(--soft);font-size:.95rem;border-top:3px solid var(--mark);padding-top:.5rem;margin-bottom:.75rem}
.blocks{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:0 1.75rem;align-items:start}.block{min-width:0;border-top:1px solid var(--line);margin-top:.9rem;padding-top:.75rem}
.figure{display:flex;justify-content:space-between;align-items:baseline;gap:.75rem;margin-top:.35rem}
.figure b{font-size:1.35rem;font-variant-numeric:tabular-nums;white-space:nowrap}
.plot{display:block;max-width:100%;height:auto;color:var(--soft);font-family:inherit}.plot text{white-space:pre}
.card .plot[width="300"],.card .plot[width="330"]{width:100%}
.chart{margin:.5rem 0}.chart.narrow{display:none}
.key{display:flex;align-items:center;gap:.4rem;font-size:.9rem;font-weight:600;margin:0}.key .dot{width:.8rem;height:.8rem;border-radius:50%;display:inline-block}.key .dot.to{background:var(--mark);margin-left:.6rem}.key .dot.from{border:3px solid var(--other)}.key .soft{margin-left:.6rem;font-weight:400}.key .box{width:.9rem;height:.9rem;border-radius:.2rem}.key .box:not(:first-child){margin-left:.6rem}.box.worse{background:var(--other-range)}.box.same{background:var(--band);box-shadow:0 0 0 1px var(--line)}.box.better{background:var(--range)}.aim::before{content:'';display:inline-block;height:.85em;border-left:2px dashed var(--ink);margin-right:.5em;vertical-align:-.08em}
.icon{flex:none;vertical-align:-.22em}.icon.none{color:var(--mark)}.icon>*{fill:currentColor}.icon .sign{fill:none;stroke:var(--card);stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}.icon .hollow{fill:var(--card);stroke:currentColor;stroke-width:2}.icon .asks{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round}
.icon.keep,.tag.keep,.good{color:var(--good)}.icon.fix,.tag.fix,.bad{color:var(--bad)}.icon.watch,.tag.watch{color:var(--watch)}.icon.cannot-tell,.tag.cannot-tell{color:var(--soft)}
.tag{display:inline-flex;gap:.35rem;align-items:center;font-size:.85rem;font-weight:600;white-space:nowrap}.tag span{display:block}.tag span::first-letter{text-transform:uppercase}
.kpis{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1.1rem;list-style:none;margin:1.25rem 0 1.1rem;padding:0}
.kpis li{background:var(--card);border-radius:1rem;padding:1.35rem;box-shadow:0 0 0 1px var(--line)}
.big{font-size:2rem;font-weight:700;line-height:1.15;letter-spacing:-.02em;margin:.1rem 0;font-variant-numeric:tabular-nums}
.kpis .big{font-size:3.25rem}
.decisions{list-style:none;margin:.75rem 0 0;padding:0;display:grid;gap:.8rem}.decisions li{display:flex;gap:.7rem}.decisions a{text-decoration-color:transparent}.decisions a:hover{text-decoration-color:var(--mark)}.decisions .soft{display:block}
.stations{list-style:none;margin:.6rem 0 0;padding:0}.stations li{display:grid;grid-template-columns:1.5rem minmax(6.5rem,1fr) auto;gap:0 .5rem;align-items:center;padding:.38rem 0;border-bottom:1px solid var(--line)}.stations b{font-variant-numeric:tabular-nums;text-align:right}.stations .facts{grid-column:2/4;margin:0;padding:0;font-size:.78rem;display:block}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;margin-top:.75rem}.legend span{display:inline-flex;gap:.35rem;align-items:center}
.kpis .plot,.card .figure+.plot[width],.station .plot{margin-left:-8px}.kpis .plot,.card .figure+.plot[width]{width:calc(100% + 16px);max-width:none}.metro{padding:.5rem 0 1rem}.station .plot{width:100%;max-width:8.5rem;height:28px}
.phase h4{color:var(--soft);margin:0 0 .6rem}.phase+.phase{padding-left:0}
.phase ol{list-style:none;margin:0;padding:0}
.station{padding:0 .6rem 0 0;position:relative;min-width:0}
@media screen and (min-width:761px){.metro{display:grid;grid-auto-flow:column;grid-template-rows:repeat(10,auto);min-width:min-content}.phase,.phase ol,.station{display:grid;grid-template-rows:subgrid;grid-row:1/-1}.phase ol{grid-row:2/-1;grid-auto-flow:column;grid-auto-columns:minmax(6.5rem,1fr)}.phase h4{grid-row:1}.station{align-items:start}.station .name{overflow-wrap:break-word;hyphens:auto}.station .nobody{grid-row:span 3}}
.station::before{content:'';position:absolute;left:0;right:0;top:.6rem;height:4px;background:var(--mark);opacity:.3}
.station>.icon{position:relative;width:1.4rem;height:1.4rem;background:var(--card);box-shadow:0 0 0 4px var(--card)}
.station.back::before{background:repeating-linear-gradient(90deg,var(--mark) 0 6px,transparent 6px 12px)}
.station p{margin:.15rem 0;font-size:.82rem;line-height:1.35}.station .name{font-size:.875rem;font-weight:600;margin-top:.5rem}.station .metric{margin-top:.5rem}.station .big{font-size:1.6rem}.station .tagline{font-weight:600}
ul.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(16rem,100%),1fr));gap:.9rem 2rem;margin:1rem 0 0;padding:0;list-style:none}.facts strong{display:block;font-size:1.35rem;line-height:1.2;font-variant-numeric:tabular-nums}
.beside{display:grid;grid-template-columns:minmax(0,640px) minmax(15rem,1fr);gap:1.25rem}
.ranked{margin:1.5rem 0 0;padding-left:1.6rem;font-size:.95rem}.ranked li{margin-bottom:.8rem}.ranked li::marker{font-weight:700}.verdict{margin-left:.5rem;font-size:.85rem}
.steps{display:grid;grid-template-columns:repeat(4,1fr);list-style:none;margin:1rem 0;padding:0}.steps li{position:relative;padding:1.5rem .75rem 0 0;font-size:.875rem}.steps b,.steps span{display:block}.steps span{color:var(--soft)}
.steps li::before{content:'';position:absolute;top:.5rem;left:0;right:0;height:3px;background:var(--line)}.steps li.is-done::before{background:var(--mark)}.steps li::after{content:'';position:absolute;top:0;left:0;width:.95rem;height:.95rem;border-radius:50%;background:var(--card);border:3px solid var(--soft)}.steps li.is-done::after{background:var(--mark);border-color:var(--mark)}
blockquote{margin:.9rem 0 0;padding:0 0 0 .9rem;border-left:3px solid var(--line)}blockquote.low{border-left-style:dashed;border-color:var(--bad)}blockquote.high{border-color:var(--good)}blockquote p{margin:0}
.checks{list-style:none;margin:.5rem 0 0;padding:0;font-size:.9rem}.checks li{display:grid;grid-template-columns:1.1rem 1fr auto;gap:0 .5rem;padding:.3rem 0;border-bottom:1px solid var(--line)}.checks .yes{color:var(--good)}.checks .no{color:var(--soft)}
summary{cursor:pointer;color:var(--mark);font-size:.875rem;padding:.7rem 0;width:max-content;max-width:100%}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.85rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}.numbers td,.numbers th{white-space:nowrap}
thead th:not(.n)::first-letter,h3::first-letter{text-transform:uppercase}td.n,th.n{text-align:right}
.list{margin:.4rem 0 0;padding-left:1.2rem}.list li{margin-bottom:.35rem}
@media screen and (max-width:760px){main{padding:1.5rem .9rem 4rem}h2{margin-top:3rem;font-size:1.5rem}.card,.panel,.kpis li{padding:1.1rem}.split,.beside{grid-template-columns:1fr}.chart.wide{display:none}.chart.narrow{display:block}.ranked{margin-top:0}
.phase{margin-bottom:1rem}.station{width:auto;padding:0 0 1.4rem 2.2rem}.station::before{left:.6rem;right:auto;top:0;bottom:0;width:4px;height:auto}.station>.icon{position:absolute;left:0;top:0}.station .name{margin-top:0}.station{display:grid;grid-template-columns:1fr 8.5rem;column-gap:1rem;align-items:start}.station>:not(.icon){grid-column:1}.station>.big{grid-area:1/2/span 2}.station>.plot{grid-area:3/2}.station>.big~.soft{grid-area:4/2/span 2}.station .metric{margin-top:.15rem}
.steps{grid-template-columns:1fr}.steps li{padding:0 0 .9rem 1.7rem}.steps li::before{left:.4rem;right:auto;top:.3rem;bottom:-.3rem;width:3px;height:auto}.steps li::after{top:.2rem}}
@page{size:A4;margin:14mm 13mm}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--mark:#1c3fae;--range:#c3cff5;--other:#7a4f0e;--other-range:#ecd9b5;--good:#0d5a34;--bad:#9c1c15;--watch:#6f4800;--band:#f0efea;--quiet:#c4c1b8}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:10.5pt}main{padding:0;max-width:none}nav,.skip,summary{display:none}h1{font-size:22pt}h2{font-size:15pt;margin:1.2rem 0 .2rem;break-after:avoid}.lead{margin-bottom:.6rem;break-inside:avoid;break-after:avoid}ul.facts{grid-template-columns:repeat(3,1fr);gap:.4rem 1rem}.facts strong{font-size:13pt}.numbers{margin-top:.6rem}
.card,.panel,.kpis li{box-shadow:none;border:1px solid var(--line);border-radius:.5rem;padding:.7rem .8rem;margin-bottom:.7rem}
.board{break-after:page}.board h2{margin-top:.6rem}.kpis{gap:.7rem;margin:.5rem 0 .7rem;grid-template-columns:repeat(3,1fr)}.kpis .big{font-size:24pt}.kpis h3{font-size:10pt}.split{gap:.7rem}.board{font-size:9.5pt}.board .soft{font-size:8pt}.stations li{padding:.16rem 0}.decisions{gap:.45rem}
.card{break-inside:avoid}section>.card:has(.metro),.cards>.card{break-inside:auto}.cards{columns:2}
.metro,.phase ol{display:flex;flex-wrap:wrap}.phase{break-inside:avoid}.station{width:7.35rem}.station .name{font-size:9.5pt}.station .plot{height:22px}.station .big{font-size:14pt}.scroll{overflow:visible}.station{margin-bottom:.6rem}
.chart.wide{display:block}.chart.narrow{display:none}.beside{grid-template-columns:58% 1fr}
.numbers{display:block}.numbers::details-content{content-visibility:visible;display:block;height:auto;opacity:1}.numbers table{font-size:6.8pt}.numbers table:has(th:nth-child(12)){font-size:5.5pt}.ranked{font-size:8.5pt}.ranked .soft{font-size:7.5pt}.ranked li{margin-bottom:.35rem}.numbers td,.numbers th{white-space:normal;padding:.12rem .35rem .12rem 0}
a{text-decoration:none}}
`
