/** A ctr of CatBoost, from its table of counts to the number that each combination of categories stands for. */
import type { ColumnSource } from '../../trees/tree-ensemble.ts'
import type { JsonField } from '../json-field.ts'
import { type MissingAt, readCombination } from './read-combination.ts'
import type { CatboostFeatures } from './read-features.ts'

type HashedStatistic = Extract<ColumnSource, { kind: 'hashed-statistic' }>

/** Stands where CatBoost's own table is empty. */
const emptyHash = 0xffffffffffffffffn

const ctrTypes = [
  'Borders',
  'Buckets',
  'BinarizedTargetMeanValue',
  'FloatTargetMeanValue',
  'Counter',
  'FeatureFreq',
] as const
type CtrType = (typeof ctrTypes)[number]

/**
 * The column of one ctr:
 *
 *   (count in class + prior numerator) / (count + prior denominator), + shift, · scale, all in 32 bits
 *
 * Borders counts the classes above `target_border_idx`, Buckets that class alone, the mean values a sum of the target,
 * Counter and FeatureFreq the rows, over the counter's denominator. Combinations never seen count 0.
 *
 * @param ctr     one entry of `features_info.ctrs`
 * @param tables  the field `ctr_data`
 */
export function readCtr(
  ctr: JsonField,
  tables: JsonField | undefined,
  features: CatboostFeatures,
  missingAt: MissingAt,
): HashedStatistic {
  const typeField = ctr.get('ctr_type')
  const type = ctrTypes.find((known) => known === typeField.value)
  if (type === undefined) return typeField.fail(`one of ${ctrTypes.join(', ')} is needed`)
  const identifier = ctr.get('identifier')
  const table = tables?.find(identifier.text())
  if (table === undefined) return identifier.fail('a table of that name in ctr_data is needed')
  const stride = table.get('hash_stride').integer(2, 1 << 20)
  const map = table.get('hash_map')
  const list = map.array()
  if (list.length % stride !== 0)
    map.fail(`a list of whole rows of ${stride} is needed, not ${list.length} entries`)
  const counts = stride - 1
  if ((type === 'BinarizedTargetMeanValue' || type === 'FloatTargetMeanValue') && counts !== 2)
    map.fail(`a sum and a count are needed, not ${counts} numbers`)
  if ((type === 'Counter' || type === 'FeatureFreq') && counts !== 1)
    map.fail(`one count is needed, not ${counts}`)
  const target = ctr.get('target_border_idx').integer(0, 1 << 20)
  if ((type === 'Borders' || type === 'Buckets') && target >= counts)
    ctr.get('target_border_idx').fail(`an integer below ${counts} is needed`)
  const denominator = table.find('counter_denominator')?.float32() ?? 0
  const number = calculation(ctr)

  const rows = readRows(map, stride)
  const cells = new Uint32Array(2 * rows.length)
  const values = new Float64Array(rows.length)
  for (const [cell, { hash, at }] of rows.entries()) {
    cells[2 * cell] = Number(hash >> 32n)
    cells[2 * cell + 1] = Number(hash & 0xffffffffn)
    const [inClass, total] = countsOf(type, list as readonly number[], at + 1, counts, target, denominator)
    values[cell] = number(inClass, total)
    if (!Number.isFinite(values[cell])) map.fail(`row ${at / stride} gives no finite number`)
  }
  const otherwise = number(0, type === 'Counter' || type === 'FeatureFreq' ? denominator : 0)
  if (!Number.isFinite(otherwise)) ctr.get('prior_denomerator').fail('a number above 0 is needed')
  return {
    kind: 'hashed-statistic',
    parts: readCombination(ctr.get('elements'), features, missingAt),
    cells,
    values,
    otherwise,
  }
}

function calculation(ctr: JsonField): (inClass: number, total: number) => number {
  const priorNumerator = ctr.get('prior_numerator').float32()
  const priorDenominator = ctr.get('prior_denomerator').float32()
  const shift = ctr.get('shift').float32()
  const scale = ctr.get('scale').float32()
  const f = Math.fround
  return (inClass, total) =>
    f(f(f(f(f(inClass) + priorNumerator) / f(f(total) + priorDenominator)) + shift) * scale)
}

function countsOf(
  type: CtrType,
  list: readonly number[],
  start: number,
  counts: number,
  target: number,
  denominator: number,
): [inClass: number, total: number] {
  switch (type) {
    case 'BinarizedTargetMeanValue':
    case 'FloatTargetMeanValue':
      return [list[start], list[start + 1]]
    case 'Counter':
    case 'FeatureFreq':
      return [list[start], denominator]
    default: {
      let total = 0
      let inClass = 0
      // With two classes CatBoost reads the second, whatever the border.
      const from = type === 'Buckets' ? target : counts === 2 ? 1 : target + 1
      const to = type === 'Buckets' ? target + 1 : counts
      for (let k = 0; k < counts; k++) {
        total += list[start + k]
        if (k >= from && k < to) inClass += list[start + k]
      }
      return [inClass, total]
    }
  }
}

/** Rows with their hash, ascending; of two with the same the first, as CatBoost finds it. */
function readRows(map: JsonField, stride: number): { hash: bigint; at: number }[] {
  const list = map.array()
  const rows: { hash: bigint; at: number }[] = []
  const seen = new Set<bigint>()
  for (let at = 0; at < list.length; at += stride) {
    const written = list[at]
    if (typeof written !== 'string' || !/^\d{1,20}$/.test(written))
      map.fail(`entry ${at} must be a hash, an integer as text`)
    const hash = BigInt(written as string)
    if (hash > emptyHash) map.fail(`entry ${at} must stay below 2^64`)
    for (let i = at + 1; i < at + stride; i++) {
      const count = list[i]
      if (typeof count !== 'number' || !Number.isFinite(Math.fround(count)))
        map.fail(`entry ${i} must be a number`)
    }
    if (hash === emptyHash || seen.has(hash)) continue
    seen.add(hash)
    rows.push({ hash, at })
  }
  return rows.sort((a, b) => (a.hash < b.hash ? -1 : 1))
}
