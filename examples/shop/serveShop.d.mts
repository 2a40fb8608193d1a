export function serveShop(options: {
  port: number
  collector: string
}): Promise<{ url: string; close: () => Promise<void> }>
