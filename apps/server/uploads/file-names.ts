/** Names of uploaded files: what a browser sends becomes a name that is safe everywhere. */
import { parse } from 'node:path/posix'

const LONGEST_STEM = 80

/**
 * The last part of the path, in letters, digits and `_ -`, with one ending.
 *
 * @returns such as `loans 2024.csv` → `loans_2024.csv`
 */
export function safeFilename(given: string): string {
  const last = given.normalize('NFKD').split(/[/\\]/).at(-1) ?? ''
  const { name, ext } = parse(last.replaceAll(/[^\w.-]+/g, '_').replace(/^[._-]+/, ''))
  const stem = name
    .replaceAll(/\.+/g, '_')
    .replaceAll(/^[_-]+|[_-]+$/g, '')
    .slice(0, LONGEST_STEM)
  const ending = /^\.[A-Za-z0-9]{1,10}$/.test(ext) ? ext.toLowerCase() : '.csv'
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem)
  return `${stem === '' || reserved ? `data${reserved ? `_${stem}` : ''}` : stem}${ending}`
}

/** Different names for files of one upload. */
export function distinctName(name: string, taken: ReadonlySet<string>): string {
  const { name: stem, ext } = parse(name)
  let distinct = name
  for (let n = 2; taken.has(parse(distinct).name); n++) distinct = `${stem}_${n}${ext}`
  return distinct
}

/** `loans.csv` → `loans`, `loans_csv.gz` (as `loans.csv.gz` is stored) → `loans` */
export function tableName(filename: string): string {
  const { name, ext } = parse(filename)
  return ext === '.gz' ? name.replace(/_(csv|tsv|txt)$/i, '') : name
}
