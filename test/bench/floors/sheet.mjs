/** One look for both floors, equal to Pulso's in what it covers: light and dark, phone sheet, forced colours. */
const css = `
:host{all:initial;position:fixed;inset:auto 16px 16px auto;margin:0;padding:0;border:0;background:none;overflow:visible;
font:16px/1.5 system-ui,sans-serif;color-scheme:light dark;
--surface:#fff;--ink:#191817;--soft:#67625b;--line:#dedad3;--cell:#f6f4f0;--accent:#2b5cff;--on:#fff}
@media (prefers-color-scheme:dark){:host{--surface:#1f1f22;--ink:#f4f2ee;--soft:#a7a29a;--line:#38373b;--cell:#2a2a2e;--accent:#8aa4ff;--on:#10131f}}
*{box-sizing:border-box}
section{position:relative;inline-size:392px;max-inline-size:calc(100vw - 32px);padding:20px 20px 16px;border-radius:18px;
background:var(--surface);color:var(--ink);box-shadow:0 1px 2px rgb(20 18 14/.06),0 12px 32px -8px rgb(20 18 14/.22)}
fieldset{margin:0;padding:0;border:0;min-inline-size:0}
legend{padding:0;margin:0 28px 14px 0;font-weight:600;font-size:17px;line-height:1.35;letter-spacing:-.01em;text-wrap:balance}
.row{display:grid;grid-template-columns:repeat(11,1fr);gap:4px}
label{position:relative;display:grid;place-items:center;block-size:44px;border-radius:10px;background:var(--cell);
font-weight:550;font-size:15px;font-variant-numeric:tabular-nums;border:1px solid transparent;cursor:pointer}
label:hover{border-color:var(--line)}
label:has(:checked){background:var(--accent);color:var(--on)}
label:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px}
input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
.ends{display:flex;justify-content:space-between;margin-block-start:8px;color:var(--soft);font-size:13px}
button{position:absolute;inset-block-start:4px;inset-inline-end:4px;inline-size:44px;block-size:44px;border:0;border-radius:10px;
background:none;color:var(--soft);font-size:18px;line-height:1;cursor:pointer}
button:focus-visible{outline:2px solid var(--accent)}
.thanks{margin:0;font-weight:600;font-size:17px}
small{color:var(--soft);font-size:13px}
@media (max-width:480px){:host{inset:auto 0 0}section{inline-size:100vw;max-inline-size:none;border-radius:22px 22px 0 0;
padding-block-end:calc(16px + env(safe-area-inset-bottom))}.row{grid-template-columns:repeat(6,1fr)}}
@media (forced-colors:active){section,label{border:1px solid CanvasText}label:has(:checked){background:Highlight;color:HighlightText}}
`

/** An empty card host with its sheet adopted, on the page's top layer. */
export function openHost() {
  const host = document.createElement('floor-card')
  host.popover = 'manual'
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  document.documentElement.append(host)
  host.showPopover()
  return { host, root }
}
