/** What ingestion finds out of single events on its way. */
import type { IngestProblem } from '@pratibimba/risk/ports'

export interface Progress {
  repeated: number
  late: number
  readonly conflicts: IngestProblem[]
  readonly rejected: IngestProblem[]
}

export function newProgress(): Progress {
  return { repeated: 0, late: 0, conflicts: [], rejected: [] }
}

export function conflictOf(
  what: IngestProblem['what'],
  id: string,
  fields: readonly string[],
): IngestProblem {
  return {
    id,
    what,
    detail: `Known already with another ${fields.map(asColumn).join(', ')}; the first one is kept.`,
  }
}

/** As whoever delivers events and whoever reads tables knows it: `amount_minor`. */
function asColumn(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
