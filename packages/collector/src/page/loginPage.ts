import { html } from 'hono/html'
import { layout, type Markup, mark } from './layout.ts'

/** Asks for the admin token. */
export function loginPage({ refused }: { refused: boolean }): Markup {
  return layout(
    'Sign in · Pulso collector',
    html`<main class="login">
<form class="card" method="post" action="./login">
${mark}
<h1>Pulso collector</h1>
<label for="token">Admin token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus
  ${refused ? html`aria-invalid="true" aria-describedby="refused"` : ''}>
${refused ? html`<p class="refused" id="refused" role="alert">This is not the admin token of this collector.</p>` : ''}
<button>Sign in</button>
<p class="soft">The collector prints it when it starts. If you set none, it is in the file beside the database.</p>
</form>
</main>`,
  )
}
