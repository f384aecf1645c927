/** The tables of docs/methods/early-warning-features.md, from the catalogue. */
import { advancedFeatures } from '../../../features/advanced/index.ts'
import { featureCatalogue } from '../../../features/catalogue/index.ts'
import { stressParts } from '../../../features/catalogue/signals/overall.ts'
import { type FeatureDefinition, featureGroups } from '../../../features/index.ts'

const directions = { increasing: '↑', decreasing: '↓', free: '' } as const

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const features = (of: readonly FeatureDefinition[]): string =>
  table(
    ['feature', 'what it is', 'unit', 'risk', 'why'],
    of.map(({ id, title, unit, monotone, rationale }) => [
      `\`${id}\``,
      title,
      unit,
      directions[monotone],
      rationale,
    ]),
  )

/** Markdown by the name of its place in the page. */
export const pageTables: Readonly<Record<string, string>> = {
  measures: table(
    ['measure', 'what it sums'],
    featureCatalogue.measures.map(({ id, title }) => [`\`${id}\``, title]),
  ),
  signals: table(
    ['signal', 'what it is', 'unit', 'high from'],
    featureCatalogue.signals.map(({ id, title, unit, high }) => [`\`${id}\``, title, unit, high]),
  ),
  weights: table(
    ['signal', 'weight', 'calm', 'full strain'],
    stressParts.map(({ signal, weight, calm, full }) => [`\`${signal.id}\``, weight, calm, full]),
  ),
  ...Object.fromEntries(
    featureGroups.map((group) => [
      group,
      features(featureCatalogue.features.filter((feature) => feature.group === group)),
    ]),
  ),
  advanced: features(advancedFeatures),
}

const between = (name: string) => new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`)

/**
 * The page with its tables as the catalogue has them.
 *
 * @throws RangeError when the page has no place for one of them
 */
export function withTables(page: string): string {
  let text = page
  for (const [name, content] of Object.entries(pageTables)) {
    if (!between(name).test(text)) throw new RangeError(`withTables: need a place for "${name}", got none`)
    text = text.replace(between(name), (_, start: string, end: string) => `${start}\n${content}\n\n${end}`)
  }
  return text
}
