/** What an ensemble's splits say, put in the words that other libraries have: a side for NaN, a list of codes. */
import { type MissingRule, missingRules, NEARLY_ZERO, type TreeEnsemble } from '../trees/tree-ensemble.ts'
import { ModelFileError } from './model-file-error.ts'

const rules = Object.keys(missingRules) as MissingRule[]

/**
 * The side to which NaN goes, where zero goes as its value says.
 *
 * @param format named in the error
 * @throws ModelFileError when zeros go elsewhere than their value says, for which no other library has a word
 */
export function sideOfMissing(ensemble: TreeEnsemble, node: number, format: string): 'left' | 'right' {
  const rule = rules[ensemble.missing[node]]
  if (rule === 'left' || rule === 'right') return rule
  if (ensemble.categories[node] >= 0) {
    if (rule !== 'zero') return rule === 'zero-left' ? 'left' : 'right'
    return codesLeft(ensemble, node).includes(0) ? 'left' : 'right'
  }
  const threshold = ensemble.threshold[node]
  if (rule === 'zero') return threshold >= 0 ? 'left' : 'right'
  if (rule === 'zero-left' && threshold >= NEARLY_ZERO) return 'left'
  if (rule === 'zero-right' && threshold < -NEARLY_ZERO) return 'right'
  throw new ModelFileError(
    `${format} has no split that sends zero elsewhere than its value says, and node ${node} does (LightGBM's zero_as_missing). Write this model as LightGBM or in our own format.`,
  )
}

/** The codes that go left, ascending. */
export function codesLeft(ensemble: TreeEnsemble, node: number): number[] {
  const start = ensemble.categories[node]
  const codes: number[] = []
  const words = ensemble.categoryWords[start]
  for (let word = 0; word < words; word++)
    for (let bit = 0; bit < 32; bit++)
      if ((ensemble.categoryWords[start + 1 + word] & (1 << bit)) !== 0) codes.push(32 * word + bit)
  return codes
}

/** What raw scores are multiplied by where a library's logistic link has no slope. */
export function scoreScale({ link, slope = 1 }: TreeEnsemble): number {
  return link === 'logistic' ? slope : 1
}

/** What leaves are multiplied by: that, and for forests one over the trees of an output. */
export function leafScale(ensemble: TreeEnsemble): number {
  const { average, outputs, treeOutput } = ensemble
  return scoreScale(ensemble) * (average && treeOutput.length > 0 ? outputs / treeOutput.length : 1)
}
