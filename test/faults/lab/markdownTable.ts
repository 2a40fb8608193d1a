const row = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`

export const markdownTable = (head: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
