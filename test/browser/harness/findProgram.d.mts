/** Path of an engine's program, or `undefined`. `PULSO_CHROMIUM`, `PULSO_FIREFOX` and `PULSO_WEBKIT_DRIVER` win. */
export function findProgram(name: 'chromium' | 'firefox' | 'webkit' | 'xvfb'): string | undefined
