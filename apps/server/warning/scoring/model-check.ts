/** How the model stands, for those who ask after the health of the server. */
import { type Health, ProblemError } from '@pratibimba/contract'
import type { ChampionSeat } from '../champion.ts'
import { modelProgram } from './feature-program.ts'

export function modelCheck(champion: Pick<ChampionSeat, 'current' | 'fault'>): Health['checks'][number] {
  const name = 'early-warning model'
  const seated = champion.current()
  const fault = champion.fault()
  if (fault !== undefined) return { name, ok: false, detail: fault }
  if (seated === undefined) return { name, ok: true, detail: 'none in use yet' }
  try {
    modelProgram(seated.model)
    const { version, trainedAt } = seated.record
    return { name, ok: true, detail: `${version}, trained ${trainedAt.toISOString().slice(0, 10)}` }
  } catch (error) {
    if (error instanceof ProblemError) return { name, ok: false, detail: error.message }
    throw error
  }
}
