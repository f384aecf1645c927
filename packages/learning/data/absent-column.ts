/** What is said of a column that is not there. */
import { nearestName } from '@pratibimba/numerics/frame'

/** Names that are listed. */
const most = 12

/** `no column defualt: is default meant?`, or the names there are. */
export function absentColumn(name: string, names: readonly string[]): string {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name
  const near = nearestName(name, names, Math.floor(name.length / 3))
  if (near !== undefined) return `no column ${shown}: is ${near} meant?`
  const more = names.length > most ? `, … (${names.length} in all)` : ''
  return `no column ${shown}: the data have ${names.slice(0, most).join(', ')}${more}.`
}
