/** The engines a twin can be learnt with: one file and one line each. */
import type { TwinEngine } from './engine.ts'
import { factorEngine } from './factor.ts'
import { gaussianEngine } from './gaussian.ts'
import { tEngine } from './t.ts'

export const twinEngines: readonly TwinEngine[] = [gaussianEngine, tEngine, factorEngine]

/**
 * The engine of an id.
 *
 * @throws RangeError naming the known ids
 */
export function engineOf(id: string): TwinEngine {
  const engine = twinEngines.find((candidate) => candidate.id === id)
  if (engine === undefined)
    throw new RangeError(
      `fitTwin: need an engine of auto, ${twinEngines.map((e) => e.id).join(', ')}, got "${id}"`,
    )
  return engine
}
