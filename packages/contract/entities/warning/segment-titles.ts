/** Cuts of the portfolio and their parts as people read them. */
import type { Segmentation } from './customer.ts'

export const segmentationTitles = {
  region: 'Region',
  employment_type: 'Employment',
  income_bracket: 'Income bracket',
  age_band: 'Age band',
  home_ownership: 'Home ownership',
  risk_level: 'Risk level',
} as const satisfies Record<Segmentation, string>

const titles: Readonly<Record<string, string>> = {
  under_25: 'Under 25',
  '25_34': '25–34',
  '35_44': '35–44',
  '45_54': '45–54',
  '55_and_over': '55 and over',
  atm: 'ATM',
}

/** `full_time` or `FULL_TIME` as `Full time`; short capitals, such as states, stay. */
export function segmentTitle(segment: string): string {
  if (titles[segment] !== undefined) return titles[segment]
  if (/^[A-Z]{1,3}$/.test(segment) || !/^[a-z]+(_[a-z]+)*$/i.test(segment)) return segment
  const words = segment.toLowerCase().replaceAll('_', ' ')
  return words[0]!.toUpperCase() + words.slice(1)
}
