import { html } from 'hono/html'
import { layout, mark } from './layout.ts'
import type { View } from './View.ts'

/** Asks for the admin token. @param to - the page that was asked for: the way goes on to it. */
export function loginPage(
  view: Pick<View, 'locale' | 'words'>,
  { refused, to }: { refused: boolean; to: string },
) {
  const { words } = view
  return layout(
    view,
    `${words.signIn} · ${words.title}`,
    html`<main class="login">
<form class="card" method="post" action="./login">
<input type="hidden" name="to" value="${to}">
${mark}
<h1>${words.title}</h1>
<label for="token">${words.token}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus
  ${refused ? html`aria-invalid="true" aria-describedby="refused"` : ''}>
${refused ? html`<p class="refused" id="refused" role="alert">${words.refused}</p>` : ''}
<button class="main">${words.signIn}</button>
<p class="soft">${words.tokenHelp}</p>
</form>
</main>`,
  )
}
