/** What a page with the widget receives, by path. */
export function widgetFiles(): Promise<Map<string, string>>
