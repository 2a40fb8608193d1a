/** `https:`, `mailto:`, or a path on the page's own site, without spaces, control characters or backslashes. */
export const safeHref = (href: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it must find
  /^(https:\/\/|mailto:|\/(?!\/))[^\s\\\u0000-\u001f]*$/.test(href)
