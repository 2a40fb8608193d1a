import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { bundle } from './bundle.mjs'

// A quiet shop behind the card, so that corner, shadow and contrast are judged against something.
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>Shop</title><link rel="stylesheet" href="/page.css"><script type="module" src="/stage.js"></script></head>
<body><header></header><main><div class="photo"></div><div class="words"><i></i><i></i><i></i><b></b></div></main></body></html>`

const css = `
  body { margin: 0; background: #f4f3f1; }
  .night body { background: #131316; }
  header { height: 56px; background: #fff; border-bottom: 1px solid #e6e4e0; }
  .night header { background: #19191d; border-color: #2b2b31; }
  main { display: grid; gap: 24px; padding: 24px; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); max-width: 960px; }
  .photo { height: 300px; border-radius: 12px; background: linear-gradient(150deg, #d9cfc2, #b9c4c0); }
  .night .photo { background: linear-gradient(150deg, #2f2a28, #232c2d); }
  .words i, .words b { display: block; height: 14px; border-radius: 7px; background: #dddad5; margin: 0 0 14px; width: 80%; }
  .words b { height: 40px; width: 45%; background: #c9c5be; }
  .night .words i, .night .words b { background: #2a2a30; }
  #slot { padding: 24px; max-width: 640px; }
`

/** What a page with the widget receives, by path: the chunks, and the stage that opens a card by itself. */
export async function widgetFiles() {
  const files = new Map((await bundle()).map((file) => [`/${file.fileName}`, file.code]))
  return files.set('/stage.js', readFileSync(new URL('stage.js', import.meta.url), 'utf8'))
}

/** Serves the widget and a page for it on a free port of the loopback interface. */
export async function servePage() {
  const files = await widgetFiles()
  const server = createServer((request, response) => {
    const path = request.url.split('?')[0]
    const [type, body] =
      path === '/page.css'
        ? ['text/css', css]
        : files.has(path)
          ? ['text/javascript', files.get(path)]
          : ['text/html', html]
    response.writeHead(200, { 'content-type': `${type};charset=utf-8` }).end(body)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${server.address().port}/`, files, close: () => server.close() }
}
