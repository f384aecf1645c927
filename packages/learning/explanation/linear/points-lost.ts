/** Points an applicant did not get: what reasons for a decision are made of. */
import type { Matrix } from '../../data/index.ts'
import { attributePoints, type ScorecardModel } from '../../scorecard/index.ts'

export interface PointsLost {
  /** The attribute's column among `model.inputs`. */
  readonly input: number
  /** Of each row, shape [rows]. */
  readonly lost: Float64Array
}

/**
 * Points of each attribute below a yardstick.
 *
 * `best`: the most any regular bin of the attribute gives; never negative for regular values. `mean`: what the training
 * rows got on average, before rounding; negative where the applicant is better than the average.
 *
 * @param matrix columns in the order of `model.inputs`
 * @returns one entry per attribute
 * @throws RangeError when the matrix has another number of columns than the model has inputs
 * @see docs/methods/scorecard.md
 */
export function pointsLost(
  model: ScorecardModel,
  matrix: Matrix,
  yardstick: 'best' | 'mean',
): readonly PointsLost[] {
  return attributePoints(model, matrix).map((points, k) => {
    const { input, binned, points: ofBins, coefficient, meanWoe } = model.attributes[k]
    let full: number
    if (yardstick === 'best') {
      const seen = ofBins.filter((_, b) => binned.bins[b].share > 0)
      const regular = ofBins.filter((_, b) => isRegular(binned.bins[b].kind) && binned.bins[b].share > 0)
      full = Math.max(...(regular.length > 0 ? regular : seen))
    } else {
      const spread = model.scaling.constant === 'spread' ? 1 / model.attributes.length : 0
      full =
        spread * (model.scaling.offset - model.scaling.factor * model.intercept) -
        model.scaling.factor * coefficient * meanWoe
    }
    return { input, lost: points.map((own) => full - own) }
  })
}

function isRegular(kind: string): boolean {
  return kind === 'interval' || kind === 'categories' || kind === 'other'
}
