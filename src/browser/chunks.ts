// Parts that are fetched only when they are needed. The script build gives them names by content,
// so that a loader never meets a chunk of another build.

export const loadWidget = () => import('./widget/index.ts')
export const loadQueue = () => import('./queue.ts')
export const loadRules = () => import('./rules.ts')
export const loadDebug = () => import('./debug/debug.ts')
