import { writeFileSync } from 'node:fs'

/** The gallery's page: the contact sheets, then a table of links to every picture. */
export function writeIndex(folder, names, languages, screens) {
  const columns = ['light', 'dark'].flatMap((scheme) =>
    screens.flatMap((screen) => languages.map((locale) => ({ scheme, screen, locale }))),
  )
  const row = (name) => {
    const cells = columns.map(
      ({ scheme, screen, locale }) => `[${locale}](${name}-${scheme}-${locale}-${screen}.png)`,
    )
    const perGroup = languages.length
    const groups = cells
      .filter((_, i) => i % perGroup === 0)
      .map((_, i) => cells.slice(i * perGroup, (i + 1) * perGroup).join(' '))
    return `| ${name} | ${groups.join(' | ')} |`
  }
  const heads = ['light', 'dark'].flatMap((scheme) => screens.map((screen) => `${scheme}, ${screen}`))
  writeFileSync(
    `${folder}/README.md`,
    `# Gallery

Every kind of card as Chromium draws it, made by \`npm run gallery\`. Phone is 320 px wide. The font is Inter, given
by \`theme.font\`; without it the card uses the font of the system.

| card | ${heads.join(' | ')} |
| --- | ${heads.map(() => '---').join(' | ')} |
${names.map(row).join('\n')}

![All cards in light](contact-light.png)

![All cards in dark](contact-dark.png)
`,
  )
}
