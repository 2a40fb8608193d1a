// Two clients that bring no types; what the tests use of them.

declare module 'pg' {
  class Client {
    constructor(options: { connectionString: string })
    connect(): Promise<void>
    query(sql: string): Promise<{ rows: unknown[] }>
    end(): Promise<void>
  }
  const pg: { Client: typeof Client }
  export = pg
}

declare module 'matomo-tracker' {
  class MatomoTracker {
    constructor(siteId: number, endpoint: string)
    track(parameters: object): void
  }
  export = MatomoTracker
}
