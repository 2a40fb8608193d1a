import type { Plugin } from 'rollup'

export function scriptEntry(name: string, module: string): string
export function scriptOf(name: string, module: string, plugins?: Plugin[]): Promise<string>
export function scripts(dist: string, names: readonly string[]): Plugin
