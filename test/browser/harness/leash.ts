import { fileURLToPath } from 'node:url'

/** Script that ends a browser's whole process group when the test process is gone. */
export const LEASH = fileURLToPath(new URL('leash.sh', import.meta.url))

const FONTS = fileURLToPath(new URL('fonts.conf', import.meta.url))

/** Environment of a browser that is started through {@link LEASH}. */
export function leashedEnv(program: string, more: Record<string, string> = {}): Record<string, string> {
  const { WAYLAND_DISPLAY: _, ...env } = process.env as Record<string, string>
  return { ...env, FONTCONFIG_FILE: FONTS, LEASHED_PROGRAM: program, ...more }
}
