/** The table of parameters, as the page of the method shows it. */
import { householdParameters } from '@pratibimba/risk/households'

const BEGIN = '<!-- parameters -->'
const END = '<!-- /parameters -->'

/** The page with its table written anew. */
export function withParameters(page: string): string {
  const rows = Object.entries(householdParameters).map(
    ([name, { value, unit, range, reason }]) =>
      `| \`${name}\` | ${value} | ${unit} | ${range[0]} – ${range[1]} | ${reason} |`,
  )
  const table = [
    '| parameter | value | unit | allowed | why |',
    '| --- | ---: | --- | --- | --- |',
    ...rows,
  ].join('\n')
  const [before, rest] = page.split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error(`The page needs ${BEGIN} and ${END}.`)
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`
}
