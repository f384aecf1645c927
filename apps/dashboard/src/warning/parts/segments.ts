/** Cuts of the portfolio in words, and the customers behind each part. */
import {
  ageBands,
  incomeBrackets,
  riskLevels,
  type Segmentation,
  segmentations,
  segmentationTitles,
} from '@pratibimba/contract'

export const segmentationChoices = segmentations.map((value) => ({ value, label: segmentationTitles[value] }))

/** Filter of the worklist that a segment stands for; none for customers of whom it is not known. */
export function segmentFilter(by: Segmentation, segment: string): Record<string, string> | undefined {
  if (segment === 'unknown') return undefined
  return { [by === 'risk_level' ? 'level' : by]: segment }
}

const ladder: readonly string[] = [...ageBands, ...incomeBrackets, ...riskLevels]

/** Bands from the lowest to the highest; other groups as they came. */
export function inOrder<Group extends { readonly group: string }>(groups: readonly Group[]): Group[] {
  return groups.toSorted((a, b) => ladder.indexOf(a.group) - ladder.indexOf(b.group))
}
