/** What the pages add to the style sheet of the report, by whose colours and type they are drawn. */
const FRAME = `
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible,summary:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
main{padding-top:1.25rem;overflow-wrap:anywhere}bdi{unicode-bidi:isolate}h1{font-size:clamp(1.9rem,4vw,2.6rem)}
.skip:focus{z-index:1;color:var(--ink)}
.bar{background:var(--card);border-bottom:1px solid var(--line)}
.bar .inner{max-width:1120px;margin:0 auto;padding:.55rem 1.25rem;display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.75rem}
.brand{display:inline-flex;align-items:center;gap:.6rem;font-size:1.05rem}
.mark{width:1.75rem;height:1.75rem;flex:none}.mark rect{fill:var(--mark)}.mark path{fill:none;stroke:var(--card);stroke-width:2.5;stroke-linecap:round;stroke-linejoin:round}
.bar nav{display:flex;gap:.25rem}
.bar nav a{padding:.65rem .75rem;border-bottom:3px solid transparent;color:var(--soft);text-decoration:none}
.bar nav a:hover{color:var(--ink)}.bar nav a[aria-current]{color:var(--ink);font-weight:600;border-color:var(--mark)}
.actions{display:flex;align-items:center;gap:.25rem;margin-left:auto}
button,.button{font:inherit;font-weight:600;min-height:2.75rem;padding:0 1.1rem;border-radius:.7rem;border:1px solid var(--line);background:var(--card);color:var(--ink);display:inline-flex;align-items:center;text-decoration:none;cursor:pointer}
button:hover,.button:hover{border-color:var(--mark)}
button.main{background:var(--mark);border-color:var(--mark);color:var(--card)}
.quiet,button.quiet{border:0;background:none;font-weight:400;font-size:.9rem;color:var(--soft);padding:.65rem .5rem;min-height:2.75rem;display:inline-flex;align-items:center;text-decoration:none}
.quiet:hover{color:var(--ink);text-decoration:underline}
input,select,textarea{font:inherit;font-weight:400;color:inherit;background:var(--page);border:1px solid var(--soft);border-radius:.6rem;min-height:2.75rem;padding:.4rem .7rem;width:100%}
label{display:grid;gap:.25rem;font-size:.875rem;font-weight:600}
.filters{display:flex;flex-wrap:wrap;align-items:flex-start;gap:.6rem 1rem;margin:0 0 1.25rem}
.switch{display:inline-flex;flex-wrap:wrap;background:var(--band);border-radius:.8rem;padding:.2rem;max-width:100%}
.switch a{border:0;display:inline-flex;align-items:center;gap:.35rem;padding:.5rem .9rem;min-height:2.4rem;border-radius:.65rem;text-decoration:none;color:var(--soft);font-size:.9rem;white-space:nowrap}
.switch a[aria-current]{background:var(--card);color:var(--ink);font-weight:600;box-shadow:0 0 0 1px var(--line)}
.filter{flex:1 1 16rem;min-width:0}.filter summary{width:auto;color:var(--ink);background:var(--card);border-radius:.8rem;box-shadow:0 0 0 1px var(--line);padding:.6rem 1rem;min-height:2.8rem;font-size:.9rem}
.filter[open] summary{border-radius:.8rem .8rem 0 0}
.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:1rem;background:var(--card);border-radius:0 0 .8rem .8rem;box-shadow:0 0 0 1px var(--line);padding:1rem}
.buttons{display:flex;flex-wrap:wrap;gap:.6rem;grid-column:1/-1}
.exports{font-size:.9rem;color:var(--soft);padding:.6rem 0}.exports a{color:var(--ink);margin-left:.35rem}
.notice{background:var(--band);border-left:4px solid var(--mark);border-radius:.3rem;padding:.7rem 1rem;margin:0 0 1rem;font-size:.9rem}.notice.bad{border-color:var(--bad)}
.as-of{margin:-.5rem 0 .75rem;font-size:.875rem}
.empty{padding:3.5rem 1.5rem;text-align:center}.empty h1{font-size:1.6rem}
.head{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:flex-end;gap:.5rem 1.5rem;margin:0 0 1.1rem}.head .lead{margin:0}
.label{display:inline-block;border-radius:.45rem;padding:.05rem .5rem;font-size:.8rem;font-weight:600;box-shadow:inset 0 0 0 1.5px var(--line);color:var(--ink)}
.label.open{box-shadow:inset 0 0 0 1.5px var(--mark);color:var(--mark)}.label.taken{background:var(--band)}.label.closed{color:var(--soft)}.label.late{box-shadow:inset 0 0 0 1.5px var(--bad);color:var(--bad)}
q{display:block;quotes:none;border-left:3px solid var(--line);padding:0 0 0 .8rem;margin:.35rem 0 0;white-space:pre-line}
.value{font-variant-numeric:tabular-nums}
.cases{list-style:none;margin:0;padding:0}.cases li{display:grid;grid-template-columns:14rem minmax(0,1fr) 14rem;gap:.5rem 1.5rem;margin-bottom:.75rem;padding:1.1rem 1.35rem}.cases p{margin:0}.cases .kicker a{color:var(--ink);margin-right:.4rem}.said .value{font-size:1.15rem}.who b,.who span{display:block}
.rows{padding:.35rem 1.35rem}.rows table{font-size:.9rem}.rows tr:last-child td{border-bottom:0}.rows td{padding:.65rem 1.25rem .65rem 0}.rows .when{white-space:nowrap;color:var(--soft);font-variant-numeric:tabular-nums}.rows td .soft{display:inline-block}.rows td:nth-child(2){min-width:11rem}.rows td:nth-child(3){min-width:8.5rem}.rows td .soft bdi:not(:last-child)::after{content:' ·'}.rows td:nth-child(2) .soft{display:block}
.pager{display:flex;gap:.6rem;margin-top:1rem}
.columns{display:grid;grid-template-columns:minmax(0,1fr) 21rem;gap:1.1rem;align-items:start}.columns h2{font-size:1.1rem;margin:0 0 .6rem;letter-spacing:0}
dl{margin:0}dl div{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.5rem;padding:.35rem 0}dt{color:var(--soft);font-size:.875rem}dd{margin:0}
.move{display:grid;gap:.9rem}.move p{margin:-.6rem 0 0}.hand{border-top:1px solid var(--line);padding-top:.9rem;display:grid;gap:.9rem}
.history{list-style:none;margin:0;padding:0}.history li{padding:0 0 1rem 1.35rem;position:relative}.history li::before{content:'';position:absolute;left:.3rem;top:.55rem;bottom:-.55rem;width:2px;background:var(--line)}.history li:last-child::before{display:none}.history li::after{content:'';position:absolute;left:0;top:.45rem;width:.7rem;height:.7rem;border-radius:50%;background:var(--mark)}.history p{margin:0}
.login{min-height:100vh;display:grid;place-items:center;padding:1.25rem}.login form{display:grid;gap:.8rem;width:min(24rem,100%)}.login h1{font-size:1.6rem;margin:0}.login .mark{width:2.75rem;height:2.75rem}.refused{color:var(--bad);margin:0}.login button{justify-content:center}
@media screen and (max-width:760px){.bar .inner{padding:.5rem .9rem}.bar .inner nav{order:3;width:100%;justify-content:space-between}.bar nav a{flex:1;text-align:center}.columns{grid-template-columns:1fr}.cases li{grid-template-columns:1fr}.filter{flex-basis:100%}
.rows thead{position:absolute;left:-999rem}.rows tr,.rows td{display:block}.rows tr{padding:.7rem 0;border-bottom:1px solid var(--line)}.rows tr:last-child{border-bottom:0}.rows td{border:0;padding:.1rem 0}.rows td:nth-child(2),.rows td:nth-child(3){min-width:0}.buttons>*{flex:1;justify-content:center}}
@media print{.bar,.switch,.fields,.buttons,.exports,.pager,.move,main .notice{display:none}.filters{margin:0}.filter summary{display:block;box-shadow:none;padding:0;min-height:0}}
`

/** The one style sheet of the pages, served from its own path: their policy allows no other style. */
export async function pageStyle(): Promise<string> {
  const { REPORT_STYLE } = await import('@pulso/insights/report')
  return REPORT_STYLE + FRAME
}
