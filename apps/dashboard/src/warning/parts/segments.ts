/** Cuts of the portfolio in words, and the customers behind each part. */
import { ageBands, incomeBrackets, riskLevels, type Segmentation, segmentations } from '@pratibimba/contract'
import { capitalised } from '../../parts/words.ts'

export const segmentationWords = {
  region: 'Region',
  employment_type: 'Employment',
  income_bracket: 'Income bracket',
  age_band: 'Age band',
  home_ownership: 'Home ownership',
  risk_level: 'Risk level',
} as const satisfies Record<Segmentation, string>

export const segmentationChoices = segmentations.map((value) => ({ value, label: segmentationWords[value] }))

const ageWords: Readonly<Record<string, string>> = {
  under_25: 'Under 25',
  '25_34': '25–34',
  '35_44': '35–44',
  '45_54': '45–54',
  '55_and_over': '55 and over',
}

/** `full_time` or `FULL_TIME` as `Full time`; short capitals, such as states, stay. */
export function segmentWord(value: string): string {
  if (ageWords[value] !== undefined) return ageWords[value]
  if (/^[A-Z]{1,3}$/.test(value)) return value
  if (value === 'atm') return 'ATM'
  return /^[a-z]+(_[a-z]+)*$/i.test(value) ? capitalised(value.toLowerCase().replaceAll('_', ' ')) : value
}

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
