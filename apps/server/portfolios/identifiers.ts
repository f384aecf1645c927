/** Identifiers a person can read. */
import { randomBytes, randomInt } from 'node:crypto'
import { RecordConflict } from '@pratibimba/risk/ports'

/** SYNTH_YYYYMMDD_HHMMSS_xxxx, in UTC. */
export function portfolioId(kind: 'SYNTH' | 'TWIN', at: Date): string {
  const [date, time] = at.toISOString().replaceAll(/[-:]/g, '').split('T')
  return `${kind}_${date}_${time.slice(0, 6)}_${randomBytes(2).toString('hex')}`
}

/** RAW_xxxxxxxx */
export function uploadId(): string {
  return `RAW_${randomBytes(4).toString('hex')}`
}

/** A seed for who gave none; recorded, so that the result can be made again. */
export function freshSeed(): number {
  return randomInt(2 ** 47)
}

const ATTEMPTS = 20

/**
 * Makes a record under a new identifier; a taken one is drawn again.
 *
 * @throws RecordConflict when every attempt met a taken identifier
 */
export async function underNewId<Result>(
  draw: () => string,
  create: (id: string) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await create(draw())
    } catch (error) {
      if (!(error instanceof RecordConflict) || attempt === ATTEMPTS) throw error
    }
  }
}
