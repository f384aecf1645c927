/** Scores of a lake's customers on many days, in bounded memory. */
import type { FeatureSet } from '@pratibimba/risk/features'
import {
  type ScoreOptions,
  scoreWarning,
  type WarningModel,
  type WarningScores,
} from '@pratibimba/risk/warning'
import { computeFeatures, type FeatureOptions } from '../lake/features/index.ts'
import type { Lake } from '../lake/index.ts'
import { numbersOf, textsOf } from '../lake/named-values.ts'
import { gatherColumns } from './feature-columns.ts'

export interface ScoredFrame {
  readonly customerId: readonly string[]
  readonly asOfDay: Int32Array
  readonly scores: WarningScores
}

/**
 * Scores without drivers, a bucket's day at a time.
 *
 * @param asOfDays ascending, within the days of the lake
 * @throws RangeError and LakeError as `computeFeatures` does
 */
export async function* scoredFrames(
  lake: Lake,
  set: FeatureSet,
  model: WarningModel,
  asOfDays: readonly number[],
  options: Pick<FeatureOptions, 'threads' | 'repeated' | 'signal' | 'onProgress'> &
    Pick<ScoreOptions, 'imminentDays'>,
): AsyncIterable<ScoredFrame> {
  const { imminentDays } = options
  const ahead = imminentDays === undefined ? {} : { imminentDays }
  const names = set.features.map(({ id }) => id)
  for await (const frame of computeFeatures(lake, set, asOfDays, options)) {
    const id = textsOf(frame, 'customer_id')
    const day = numbersOf(frame, 'as_of_date')
    const rows = Int32Array.from({ length: frame.rows }, (_, row) => row)
    yield {
      customerId: Array.from(rows, id),
      asOfDay: rows.map(day),
      scores: await scoreWarning(
        model,
        { features: names, matrix: gatherColumns([{ frame, rows }], names) },
        ahead,
      ),
    }
  }
}
