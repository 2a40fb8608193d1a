import type { SurveyInput } from '@pulso/web/schema'
import { CliError } from '../CliError.ts'
import { writeWhole } from '../files.ts'
import type { Io } from '../Io.ts'
import { PRESETS } from '../presets/PRESETS.ts'

export interface PresetFlags {
  output: string
}

/** Writes a survey to begin with, for a touchpoint that most businesses have; without a name it lists them. */
export async function presetCommand(
  name: string | undefined,
  { output }: PresetFlags,
  io: Io,
): Promise<number> {
  if (name === undefined) {
    const list = Object.entries(PRESETS).map(
      ([id, { about, touchpoint }]) => `${id.padEnd(14)} ${touchpoint.phase.padEnd(7)} ${about}\n`,
    )
    await writeWhole(output, list.join(''), io)
    return 0
  }
  const preset = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined
  if (!preset)
    throw new CliError(`There is no preset "${name}". There are: ${Object.keys(PRESETS).join(', ')}.`, {
      exitCode: 2,
    })
  const { about: _about, ...rest } = preset
  const survey: SurveyInput = { id: name, rev: 1, kind: 'transactional', ...rest }
  await writeWhole(output, `${JSON.stringify(survey, null, 2)}\n`, io)
  return 0
}
