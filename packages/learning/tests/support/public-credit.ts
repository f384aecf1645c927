/** Public credit data outside the repository, where they are present. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Feature, LabelledMatrix } from '../../data/index.ts'

export const publicData =
  process.env.PRATIBIMBA_PUBLIC_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')
export const publicDataPresent = existsSync(publicData)
/** Put into the names of tests that need the data, so that a skipped one says why. */
export const needsPublicData = publicDataPresent
  ? ''
  : ` (skipped: no data at PRATIBIMBA_PUBLIC_DATA, ${publicData})`

export interface PublicSample {
  readonly features: readonly Feature[]
  readonly data: LabelledMatrix
}

/** 1,000 applicants, 20 attributes, 1 is bad. */
export function germanCredit(): PublicSample {
  return read('german_credit/german_statlog.csv.gz', '2')
}

/** 30,000 card holders, 23 columns, 1 is default. */
export function taiwanCredit(): PublicSample {
  return read('taiwan_credit_default/default_of_credit_card_clients.csv.gz', '1', 'ID')
}

/** Plain comma-separated files without quotes, the outcome last. */
function read(file: string, event: string, key?: string): PublicSample {
  const text = gunzipSync(readFileSync(join(publicData, file))).toString('utf8')
  const [header, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  const features: Feature[] = []
  const columns: Float64Array[] = []
  header.slice(0, -1).forEach((name, j) => {
    if (name === key) return
    const values = rows.map((row) => row[j])
    if (values.every((value) => value !== '' && Number.isFinite(Number(value)))) {
      features.push({ name, kind: 'number' })
      columns.push(Float64Array.from(values, Number))
      return
    }
    const categories = [...new Set(values)].sort()
    features.push({ name, kind: 'category', categories })
    columns.push(Float64Array.from(values, (value) => categories.indexOf(value)))
  })
  const label = Float64Array.from(rows, (row) => (row.at(-1) === event ? 1 : 0))
  return { features, data: { rows: rows.length, columns, label } }
}
