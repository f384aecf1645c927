/** Values of a column as keys that compare across tables: numbers as numbers, texts as texts. */
import { type Column, serialText } from '@pratibimba/numerics/frame'

export type Key = number | string

/** Different values of a column; a number kept as text equals the same number kept as number. */
export function distinctKeys(column: Column): Set<Key> {
  const keys = new Set<Key>()
  if (column.kind === 'category') {
    const used = new Uint8Array(column.dictionary.length)
    for (let i = 0; i < column.values.length; i++) if (column.validity?.[i] !== 0) used[column.values[i]] = 1
    for (let code = 0; code < used.length; code++) if (used[code]) keys.add(textKey(column.dictionary[code]))
    return keys
  }
  for (let i = 0; i < column.values.length; i++) if (column.validity?.[i] !== 0) keys.add(keyAt(column, i))
  return keys
}

/** Rows whose value is not among the keys; missing values point nowhere and are not counted. */
export function countOrphans(column: Column, keys: ReadonlySet<Key>): number {
  let orphans = 0
  for (let i = 0; i < column.values.length; i++)
    if (column.validity?.[i] !== 0 && !keys.has(keyAt(column, i))) orphans++
  return orphans
}

function keyAt(column: Column, row: number): Key {
  switch (column.kind) {
    case 'category':
      return textKey(column.dictionary[column.values[row]])
    case 'text':
      return textKey(column.values[row])
    case 'serial':
      return serialText(column, row)
    default:
      return column.values[row]
  }
}

function textKey(text: string): Key {
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text
}
