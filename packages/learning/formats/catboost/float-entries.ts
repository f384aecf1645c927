/** CatBoost's float features: the borders asked of each number, once per side that NaN goes to. */
import type { TreeModel } from '../../models/model.ts'
import type { HashedPart } from '../../trees/tree-ensemble.ts'
import { ModelFileError } from '../model-file-error.ts'
import type { AskedQuestion } from './asked-questions.ts'

export interface FloatEntry {
  readonly input: number
  readonly missing: 'left' | 'right'
  /** Ascending. */
  readonly borders: readonly number[]
}

/**
 * NaN goes one way for all borders of an entry: where splits of one number send it both ways, two entries name it.
 *
 * @param parts what ctrs combine: CatBoost looks their borders up among those of the feature
 */
export function floatEntries(
  { inputs }: TreeModel,
  questions: readonly AskedQuestion[],
  parts: readonly HashedPart[],
): FloatEntry[] {
  return [...inputs.keys()]
    .filter((input) => inputs[input].kind === 'number')
    .flatMap((input) => {
      const entries = (['left', 'right'] as const).map((missing): FloatEntry => {
        const borders = new Set<number>()
        for (const question of questions)
          if (question.kind === 'number' && question.input === input && question.missing === missing)
            borders.add(question.border)
        for (const part of parts)
          if (part.kind === 'above' && part.input === input && part.missing === (missing === 'right'))
            borders.add(part.border)
        return { input, missing, borders: [...borders].sort((a, b) => a - b) }
      })
      const used = entries.filter(({ borders }) => borders.length > 0)
      refuseAmbiguous(inputs[input].name, used, parts, input)
      return used.length === 0 ? entries.slice(0, 1) : used
    })
}

function refuseAmbiguous(
  name: string,
  entries: readonly FloatEntry[],
  parts: readonly HashedPart[],
  input: number,
): void {
  for (const part of parts)
    if (
      part.kind === 'above' &&
      part.input === input &&
      entries.every(({ borders }) => borders.includes(part.border)) &&
      entries.length > 1
    )
      throw new ModelFileError(
        `CatBoost cannot hold this model: NaN of ${name} goes to both sides of ${part.border}, which a ctr reads too. Write it in our own format.`,
      )
}
