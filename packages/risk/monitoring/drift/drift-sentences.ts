/** What drift means, in sentences for a reader who will not read the table. */
import { amount, count, figure, list, percent } from '../wording.ts'
import type { DriftReport, FeatureDrift } from './drift-report.ts'
import { BEYOND_USUAL } from './usual-drift.ts'

/** One sentence per column: how far, where, and whether chance explains it. */
export function featureSentence(drift: Omit<FeatureDrift, 'sentence'>): string {
  const { name, severity, tests, usualPsi, bins, mean, missingShare } = drift
  const psi = tests.find(({ id }) => id === 'psi')!
  if (severity === 'none') {
    const isUsual = usualPsi !== null && psi.value <= BEYOND_USUAL * usualPsi
    const why = isUsual
      ? `, not ${BEYOND_USUAL} times as far as the calendar takes it: up to ${figure(usualPsi)} on days without a change`
      : ', which so few rows show by chance'
    const byChance = psi.value >= 0.1 ? why : ''
    return `${name} has not moved (PSI ${figure(psi.value)}${byChance}).`
  }
  const worst = bins.reduce((most, bin) => (bin.contribution > most.contribution ? bin : most))
  const ks = tests.find(({ id }) => id === 'kolmogorov_smirnov')
  const missing = missingShare.current ?? 0
  const parts = [
    `${name} has moved ${severity === 'severe' ? 'far' : 'somewhat'}: PSI ${figure(psi.value)}${ks ? `, KS ${figure(ks.value)}` : ''}`,
    `most in ${worst.role !== 'value' ? (worst.role === 'missing' ? 'rows without a value' : 'labels not kept') : `"${worst.label}"`}, from ${percent(worst.expectedShare)} to ${percent(worst.actualShare)} of rows`,
  ]
  if (mean !== null && mean.reference !== null && mean.current !== null)
    parts.push(`mean ${amount(mean.reference)} → ${amount(mean.current)}`)
  if (worst.role !== 'missing' && Math.abs(missing - missingShare.reference) >= 0.05)
    parts.push(`missing ${percent(missingShare.reference)} → ${percent(missing)}`)
  return `${parts.join('; ')}.`
}

/** The whole: how many columns, which, what is gone or new, and what the sample cannot tell. */
export function reportSentences(report: Omit<DriftReport, 'sentences'>): string[] {
  const { counts, features, absent, added, referenceRows, currentRows } = report
  const named = (severity: FeatureDrift['severity']) =>
    list(features.filter((each) => each.severity === severity).map(({ name }) => name))
  const sentences = [
    `${count(features.length, 'column')} of ${count(currentRows, 'row')} against a reference of ${count(referenceRows, 'row')}: ` +
      `${counts.severe} drifted severely, ${counts.moderate} moderately.`,
  ]
  if (counts.severe > 0) sentences.push(`Severe: ${named('severe')}.`)
  if (counts.moderate > 0) sentences.push(`Moderate: ${named('moderate')}.`)
  if (absent.length > 0) sentences.push(`Not there today: ${list(absent)}.`)
  if (added.length > 0) sentences.push(`Not in the reference, and not compared: ${list(added)}.`)
  const blind = features.filter(({ tests, bins }) => {
    const critical = tests.find(({ id }) => id === 'psi')?.critical
    return critical === null ? bins.length > 1 : critical !== undefined && critical > 0.25
  })
  if (blind.length > 0)
    sentences.push(
      `${count(currentRows, 'row')} ${currentRows === 1 ? 'is' : 'are'} too few to tell a severe PSI from chance in ${count(blind.length, 'column')}.`,
    )
  return sentences
}
