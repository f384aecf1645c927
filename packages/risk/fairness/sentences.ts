/** What a fairness report says, in sentences for a reader who will not read the table. */
import type { AttributeReport, FairnessReport } from './fairness-report.ts'
import type { FourFifths } from './four-fifths.ts'
import type { Interval } from './metrics/estimate.ts'

/** One to a few sentences per attribute; the first says what counts as favourable. */
export function sentencesOf(report: Omit<FairnessReport, 'sentences'>): string[] {
  const { favourable, rows, minimumGroupSize, attributes } = report
  return [
    `${count(rows, 'row')}; favourable are label ${favourable.label} and decision ${favourable.decision}.`,
    ...attributes.flatMap((attribute) => attributeSentences(attribute, minimumGroupSize)),
  ]
}

function attributeSentences(attribute: AttributeReport, minimumGroupSize: number): string[] {
  const { name, groups, suppressed, unknownRows } = attribute
  const sentences: string[] = []
  if (groups.length < 2)
    sentences.push(
      `${name}: ${groups.length === 0 ? 'no group is' : `only ${groups[0].group} is`} large enough to be measured, so that there is nothing to compare.`,
    )
  else {
    if (attribute.fourFifths !== undefined) sentences.push(...fourFifthsSentences(name, attribute.fourFifths))
    for (const id of [
      'equal-opportunity-difference',
      'equalized-odds-difference',
      'calibration-difference',
    ]) {
      const disparity = attribute.disparities.find((each) => each.id === id)
      if (disparity === undefined || disparity.value === null) continue
      sentences.push(
        `${name}: ${disparity.title.toLowerCase()} ${figure(disparity.value)}${within(disparity.interval)}, between ${disparity.lowest} and ${disparity.highest}.`,
      )
    }
    const undefinedFor = [...new Set(attribute.disparities.flatMap((each) => each.undefinedFor))]
    if (undefinedFor.length > 0)
      sentences.push(
        `${name}: some rates are not defined for ${list(undefinedFor)}, because no row stands below the line.`,
      )
  }
  if (suppressed.length > 0)
    sentences.push(
      `${name}: figures withheld for ${list(suppressed)}, with fewer than ${minimumGroupSize} rows.`,
    )
  if (unknownRows > 0) sentences.push(`${name}: ${count(unknownRows, 'row')} of unknown group left out.`)
  return sentences
}

function fourFifthsSentences(name: string, { reference, gate, groups, verdict }: FourFifths): string[] {
  if (verdict === 'undetermined')
    return [`${name}: selection rates cannot be compared, since no one in the reference group is selected.`]
  const lowest = groups
    .filter(({ ratio }) => ratio !== null)
    .reduce((worst, group) => (group.ratio! < worst.ratio! ? group : worst))
  const stands =
    verdict === 'met'
      ? `the policy gate of ${gate} is met`
      : `the policy gate of ${gate} is not met for ${list(groups.filter((g) => g.verdict === 'not-met').map((g) => g.group))}`
  const doubt = lowest.certain ? '' : ', though the interval reaches across it'
  return [
    `${name}: selection rate of ${lowest.group} is ${figure(lowest.ratio!)} of that of ${reference}${within(lowest.interval)}; ${stands}${doubt}. A gate of policy, not a finding of law.`,
  ]
}

function within(interval: Interval | null): string {
  return interval === null ? '' : ` (${figure(interval[0])} to ${figure(interval[1])})`
}

function figure(value: number): string {
  return value.toFixed(3).replace('-', '−')
}

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
