/** The tables of docs/methods/credit-applications.md, from the catalogue and the laws. */

import { applicationFeatures, applicationFields } from '../../../applications/features/index.ts'
import { protectedAttributes, protectedNames } from '../../../applications/generate/index.ts'
import { describeExpression } from '../../../features/index.ts'

const directions = { increasing: '↑', decreasing: '↓', free: '' } as const
const words = Object.fromEntries(Object.entries(applicationFields).map(([name, { title }]) => [name, title]))

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** Constants are shown to six digits; words are kept out of the cells' borders. */
const formula = (id: string): string => {
  const { value } = applicationFeatures.features.find((feature) => feature.id === id)!
  return describeExpression(
    value,
    { measures: [], signals: [], features: applicationFeatures.features },
    words,
  )
    .replaceAll(/-?\d+\.\d{7,}/g, (digits) => String(Number(Number(digits).toPrecision(6))))
    .replaceAll('|', '\\|')
}

const pageTables: Readonly<Record<string, string>> = {
  features: table(
    ['feature', 'unit', 'PD', 'reckoned as', 'why', 'missing'],
    applicationFeatures.features.map(({ id, unit, monotone, rationale, missing }) => [
      `\`${id}\``,
      unit,
      directions[monotone],
      formula(id),
      rationale,
      missing,
    ]),
  ),
  columns: table(
    ['column', 'what it says'],
    Object.values(applicationFields).map(({ column, title }) => [
      `\`${column}\``,
      column === 'date_of_birth' ? 'date of birth, for the age' : title,
    ]),
  ),
  groups: table(
    ['attribute', 'group', 'share', 'log income'],
    protectedNames.flatMap((name) =>
      protectedAttributes[name].labels.map((label, k) => [
        name,
        label,
        protectedAttributes[name].shares[k],
        protectedAttributes[name].logIncome[k],
      ]),
    ),
  ),
}

const between = (name: string) => new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`)

/**
 * The page with its tables as they are in the code.
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
