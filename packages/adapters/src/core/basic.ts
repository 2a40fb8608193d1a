/** Value of an Authorization header. The key is ASCII: vendors make them so. */
export const basic = (user: string, password = ''): string => `Basic ${btoa(`${user}:${password}`)}`
