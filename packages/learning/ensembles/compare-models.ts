/** Models side by side on the same out-of-fold predictions, and which of them to take. */
import { aucInterval, compareAucs, type Estimate, logLoss } from '../metrics/index.ts'

export interface CompareOptions {
  /** How often each row counts, shape [rows]. */
  readonly weight?: Float64Array
  /** Names from the simplest to the most complex; default the order given. */
  readonly simplestFirst?: readonly string[]
  /** Standard errors of the difference that a simpler model may lie behind the best; default 1, 0 takes the best. */
  readonly withinStandardErrors?: number
  /** Default 0.95. */
  readonly confidence?: number
}

export interface ComparedModel {
  readonly name: string
  readonly auc: Estimate
  /** In nats. */
  readonly logLoss: number
  /** AUC minus that of the best model, paired by row (DeLong); null for the best itself. */
  readonly toBest: {
    readonly difference: Estimate
    readonly standardError: number
    /** Two-sided, of equal AUCs; not corrected for the number of models. */
    readonly pValue: number
  } | null
  /** Whether it lies within the allowed distance of the best. */
  readonly withinReach: boolean
}

export interface ModelComparison {
  /** The highest AUC first; ties to the simpler model. */
  readonly models: readonly ComparedModel[]
  readonly best: string
  readonly champion: string
  /** Why the champion was taken, for the reader. */
  readonly reason: string
}

/**
 * Compares models by AUC with DeLong's paired test, and takes the simplest within one standard error of the best.
 *
 *   champion = simplest k with AUC_best − AUC_k ≤ c · SE(AUC_best − AUC_k)
 *
 * @param label       0 or 1, shape [rows]
 * @param probability of label 1 by the name of the model, each from folds it was not trained on, shape [rows]
 * @throws RangeError when shapes do not fit, there is one outcome only, or a name is unknown
 * @see DeLong, DeLong, Clarke-Pearson 1988; Breiman et al. 1984 for the rule of one standard error
 * @see docs/methods/model-ensembles.md
 */
export function compareModels(
  label: Float64Array,
  probability: Readonly<Record<string, Float64Array>>,
  options: CompareOptions = {},
): ModelComparison {
  const { weight, withinStandardErrors = 1, confidence = 0.95 } = options
  const names = Object.keys(probability)
  if (names.length === 0) throw new RangeError('compareModels: need at least one model, got none')
  if (!(withinStandardErrors >= 0 && withinStandardErrors < Number.POSITIVE_INFINITY))
    throw new RangeError(`compareModels: need at least 0 standard errors, got ${withinStandardErrors}`)
  const order = options.simplestFirst ?? names
  if (order.length !== names.length || !names.every((name) => order.includes(name)))
    throw new RangeError(
      `compareModels: need each of ${names.join(', ')} once in the order of complexity, got ${order.join(', ')}`,
    )
  const auc = new Map(order.map((name) => [name, aucInterval(label, probability[name], weight, confidence)]))
  const best = order.reduce((lead, name) => (auc.get(name)!.value > auc.get(lead)!.value ? name : lead))
  const compared = order.map((name): ComparedModel => {
    const own = { name, auc: auc.get(name)!, logLoss: logLoss(label, probability[name], weight) }
    if (name === best) return { ...own, toBest: null, withinReach: true }
    const { difference, standardError, pValue } = compareAucs(
      label,
      probability[name],
      probability[best],
      weight,
      confidence,
    )
    return {
      ...own,
      toBest: { difference, standardError, pValue },
      withinReach: -difference.value <= withinStandardErrors * standardError,
    }
  })
  const champion = compared.find(({ withinReach }) => withinReach)!
  return {
    models: [...compared].sort((a, b) => b.auc.value - a.auc.value),
    best,
    champion: champion.name,
    reason: reasonOf(champion, best, withinStandardErrors),
  }
}

function reasonOf({ name, toBest }: ComparedModel, best: string, within: number): string {
  if (toBest === null)
    return `${name} has the highest AUC, and no simpler model lies within ${within} standard errors of it.`
  return `${name} is the simplest model within ${within} standard errors of ${best}: its AUC is lower by ${(-toBest.difference.value).toFixed(4)}, with a standard error of ${toBest.standardError.toFixed(4)}.`
}
