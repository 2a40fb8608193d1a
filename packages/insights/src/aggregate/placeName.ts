import type { CellKey, FlowCell } from './Cell.ts'

/**
 * Name of the place where something was asked: all that cells must share to be one. Put together from the parts of a
 * record, as a key made for it would be made anew for each of a million records.
 */
export function placeName(
  survey: Pick<CellKey, 'kind' | 'audience'> & { id: string },
  touchpoint: Pick<CellKey, 'phase' | 'channel' | 'stage'> & { id: string; journey?: string | undefined },
  period: string,
  segments: FlowCell['key']['segments'],
): string {
  return (
    `${survey.id}\n${survey.kind}\n${survey.audience}\n${touchpoint.id}\n${touchpoint.phase}\n${touchpoint.channel}\n` +
    `${touchpoint.stage}\n${period}\n${touchpoint.journey ?? ''}${segments ? `\n${JSON.stringify(segments)}` : ''}`
  )
}
