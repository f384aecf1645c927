/** Labels of categories as XGBoost 3.1 and later keep them: so it recodes tables by label, not by position. */
import type { Feature } from '../../data/index.ts'

export interface XgboostCategories {
  readonly enc: readonly { readonly offsets: readonly number[]; readonly values: readonly number[] }[]
  readonly feature_segments: readonly number[]
  readonly sorted_idx: readonly number[]
}

/**
 * Labels beyond ASCII are left out, and with them all others: XGBoost's Python miscounts their bytes and would not
 * find them again. It then takes categories by position, as up to 3.0.
 */
export function writeXgboostCategories(inputs: readonly Feature[]): XgboostCategories {
  const labels = inputs.flatMap(({ categories = [] }) => categories)
  if (labels.length === 0 || labels.some((label) => !/^[\x20-\x7e]*$/.test(label)))
    return { enc: [], feature_segments: [], sorted_idx: [] }
  const segments = [0]
  const sorted: number[] = []
  const enc = inputs.map(({ categories = [] }) => {
    segments.push(segments[segments.length - 1] + categories.length)
    const byLabel = [...categories.keys()].sort((a, b) => (categories[a] < categories[b] ? -1 : 1))
    for (const index of byLabel) sorted.push(index)
    const offsets = categories.length === 0 ? [] : [0]
    for (const label of categories) offsets.push(offsets[offsets.length - 1] + label.length)
    return { offsets, values: [...new TextEncoder().encode(categories.join(''))] }
  })
  return { enc, feature_segments: segments, sorted_idx: sorted }
}
