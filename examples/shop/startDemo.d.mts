export class DemoError extends Error {}
export function startDemo(options?: {
  shopPort?: number
  collectorPort?: number
  databasePath?: string
}): Promise<{
  shop: string
  collector: string
  adminToken: string
  databasePath: string
  close: () => Promise<void>
}>
