/** Checks that plain data is a twin model that can be drawn from: shapes, references, probabilities, matrices. */
import { cholesky } from '@pratibimba/numerics/linalg'
import type { TwinModel } from '../model.ts'

const MOST_LATENTS = 5000
const COLUMN_KINDS = [
  'float64',
  'int32',
  'int64',
  'boolean',
  'date',
  'timestamp',
  'category',
  'text',
  'serial',
]

type Json = Readonly<Record<string, unknown>>

/**
 * The data as a model.
 *
 * @throws RangeError naming the first field that is wrong
 */
export function requireModel(data: unknown): TwinModel {
  const model = object(data, 'model')
  oneOf(model.formatVersion, [1], 'formatVersion')
  text(model.engine, 'engine')
  if (model.degreesOfFreedom !== null) number(model.degreesOfFreedom, 'degreesOfFreedom', 1, 1e6)
  oneOf(model.preserveTails, [true, false], 'preserveTails')
  texts(model.notes, 'notes')
  const tables = list(model.tables, 'tables')
  if (tables.length === 0) fail('tables', 'at least one table', 'none')
  const known = new Map<string, Json>()
  tables.forEach((table, i) => {
    const at = `tables[${i}]`
    checkTable(object(table, at), at, known)
  })
  return data as TwinModel
}

function checkTable(table: Json, at: string, known: Map<string, Json>): void {
  const name = text(table.name, `${at}.name`)
  if (known.has(name)) fail(`${at}.name`, 'a name of its own', `"${name}" twice`)
  number(table.rows, `${at}.rows`, 1, 2 ** 53)
  for (const field of ['primaryKey', 'target'] as const)
    if (table[field] !== null) text(table[field], `${at}.${field}`)
  const latents = texts(table.latents, `${at}.latents`)
  if (latents.length > MOST_LATENTS) fail(`${at}.latents`, `at most ${MOST_LATENTS}`, String(latents.length))
  list(table.columns, `${at}.columns`).forEach((column, i) => {
    checkColumn(object(column, `${at}.columns[${i}]`), `${at}.columns[${i}]`, latents.length)
  })
  const strata = list(table.strata, `${at}.strata`)
  if (strata.length === 0 || strata.length > 255)
    fail(`${at}.strata`, '1 to 255 strata', String(strata.length))
  const dictionaries = dictionarySizes(table, latents.length)
  strata.forEach((stratum, i) => {
    checkStratum(object(stratum, `${at}.strata[${i}]`), `${at}.strata[${i}]`, dictionaries)
  })
  if (table.link !== null) checkLink(object(table.link, `${at}.link`), `${at}.link`, known, table)
  known.set(name, table)
}

function checkColumn(column: Json, at: string, latents: number): void {
  text(column.name, `${at}.name`)
  text(column.handling, `${at}.handling`)
  oneOf(column.kind, COLUMN_KINDS, `${at}.kind`)
  integer(column.missingLatent, `${at}.missingLatent`, -1, latents - 1)
  switch (column.source) {
    case 'learnt': {
      integer(column.latent, `${at}.latent`, 0, latents - 1)
      const rounding = object(column.rounding, `${at}.rounding`)
      number(rounding.unit, `${at}.rounding.unit`, 0, 1e12)
      integer(rounding.decimals, `${at}.rounding.decimals`, -1, 15)
      checkDictionary(column, at)
      if (column.sequence !== null)
        checkSequence(object(column.sequence, `${at}.sequence`), `${at}.sequence`, latents)
      return
    }
    case 'constant': {
      const words = checkDictionary(column, at)
      number(column.value, `${at}.value`, -Number.MAX_VALUE, Number.MAX_VALUE)
      if (words !== null) integer(column.value, `${at}.value`, 0, words - 1)
      return
    }
    case 'key':
      number(column.distinctShare, `${at}.distinctShare`, 0, 1)
      checkPattern(object(column.pattern, `${at}.pattern`), `${at}.pattern`)
      return
    case 'placeholder':
      number(column.meanLength, `${at}.meanLength`, 0, 1e6)
      number(column.lengthSpread, `${at}.lengthSpread`, 0, 1e6)
      return
    case 'personal':
      text(column.personalKind, `${at}.personalKind`)
      return
    case 'empty':
    case 'foreign-key':
      return
    default:
      fail(`${at}.source`, 'a known source', String(column.source))
  }
}

function checkSequence(sequence: Json, at: string, latents: number): void {
  integer(sequence.gapLatent, `${at}.gapLatent`, -1, latents - 1)
  for (const field of ['step', 'least', 'most'])
    number(sequence[field], `${at}.${field}`, -Number.MAX_VALUE, Number.MAX_VALUE)
}

function checkDictionary(column: Json, at: string): number | null {
  if (column.dictionary === null) {
    if (column.kind === 'category' || column.kind === 'text')
      fail(`${at}.dictionary`, 'a list of levels', 'null')
    return null
  }
  return texts(column.dictionary, `${at}.dictionary`).length
}

function checkPattern(pattern: Json, at: string): void {
  if (pattern.form === 'template') {
    const alphabets = list(pattern.alphabets, `${at}.alphabets`)
    if (alphabets.length === 0 || alphabets.length > 1000)
      fail(`${at}.alphabets`, '1 to 1000', String(alphabets.length))
    alphabets.forEach((alphabet, i) => {
      if (text(alphabet, `${at}.alphabets[${i}]`) === '') fail(`${at}.alphabets[${i}]`, 'a character', 'none')
    })
    return
  }
  oneOf(pattern.form, ['number', 'serial'], `${at}.form`)
  integer(pattern.first, `${at}.first`, 0, 2 ** 52)
  if (pattern.form !== 'serial') return
  text(pattern.prefix, `${at}.prefix`)
  integer(pattern.width, `${at}.width`, 0, 100)
}

/** Number of levels by latent, where a dictionary limits the codes; −1 elsewhere. */
function dictionarySizes(table: Json, latents: number): Int32Array {
  const sizes = new Int32Array(latents).fill(-1)
  for (const column of table.columns as readonly Json[])
    if (column.source === 'learnt' && column.dictionary !== null)
      sizes[column.latent as number] = (column.dictionary as unknown[]).length
  return sizes
}

function checkStratum(stratum: Json, at: string, dictionaries: Int32Array): void {
  const latents = dictionaries.length
  number(stratum.weight, `${at}.weight`, 0, 1 + 1e-9)
  text(stratum.description, `${at}.description`)
  checkCorrelation(stratum.correlation, `${at}.correlation`, latents)
  const marginals = list(stratum.marginals, `${at}.marginals`)
  if (marginals.length !== latents) fail(`${at}.marginals`, `${latents} of them`, String(marginals.length))
  marginals.forEach((marginal, j) => {
    checkMarginal(object(marginal, `${at}.marginals[${j}]`), `${at}.marginals[${j}]`, dictionaries[j])
  })
}

function checkCorrelation(data: unknown, at: string, latents: number): void {
  const matrix = doubles(data, at)
  if (matrix.length !== latents ** 2) fail(at, `${latents ** 2} values`, String(matrix.length))
  for (let i = 0; i < latents; i++)
    for (let j = 0; j <= i; j++) {
      const value = matrix[i * latents + j]
      if (
        !(
          Math.abs(value) <= 1 + 1e-12 &&
          value === matrix[j * latents + i] &&
          (i !== j || Math.abs(value - 1) <= 1e-12)
        )
      )
        fail(at, 'a symmetric matrix of correlations', `${value} in row ${i}, column ${j}`)
    }
  if (latents > 0) cholesky(matrix, latents)
}

function checkMarginal(marginal: Json, at: string, levels: number): void {
  const upper = doubles(marginal.upper, `${at}.upper`)
  const low = doubles(marginal.low, `${at}.low`)
  const high = doubles(marginal.high, `${at}.high`)
  const pieces = upper.length
  if (pieces === 0 || pieces > 60_000 || low.length !== pieces || high.length !== pieces)
    fail(at, 'as many ends as pieces, 1 to 60,000', `${pieces}, ${low.length} and ${high.length}`)
  for (let k = 0; k < pieces; k++) {
    if (!(upper[k] >= (k === 0 ? 0 : upper[k - 1]) && upper[k] <= 1))
      fail(`${at}.upper`, 'ascending probabilities', `${upper[k]} at ${k}`)
    for (const value of [low[k], high[k]]) {
      if (!Number.isFinite(value)) fail(at, 'finite values', String(value))
      if (levels >= 0 && !(Number.isInteger(value) && value >= 0 && value < levels))
        fail(at, `codes of ${levels} levels`, String(value))
    }
  }
}

function checkLink(link: Json, at: string, known: ReadonlyMap<string, Json>, table: Json): void {
  const parent = known.get(text(link.parentTable, `${at}.parentTable`))
  if (parent === undefined) fail(`${at}.parentTable`, 'a table before this one', String(link.parentTable))
  const parentLatents = (parent!.latents as unknown[]).length
  text(link.parentColumn, `${at}.parentColumn`)
  text(link.column, `${at}.column`)
  integer(link.countLatent, `${at}.countLatent`, 0, parentLatents - 1)
  integer(link.maxChildren, `${at}.maxChildren`, 1, 1e6)
  if ((parent!.columns as Json[]).every(({ name }) => name !== link.parentColumn))
    fail(`${at}.parentColumn`, `a column of "${parent!.name}"`, String(link.parentColumn))
  const marginals = list(link.parentMarginals, `${at}.parentMarginals`)
  if (marginals.length !== parentLatents)
    fail(`${at}.parentMarginals`, `${parentLatents} of them`, String(marginals.length))
  marginals.forEach((marginal, j) => {
    checkMarginal(object(marginal, `${at}.parentMarginals[${j}]`), `${at}.parentMarginals[${j}]`, -1)
  })
  checkDependence(link, at, (table.latents as unknown[]).length, parentLatents)
}

/** How children follow from their parent and from the child before them. */
function checkDependence(link: Json, at: string, latents: number, parentLatents: number): void {
  for (const [field, length] of [
    ['onParent', latents * parentLatents],
    ['offset', latents],
    ['persistence', latents],
    ['residual', latents ** 2],
    ['innovation', latents ** 2],
  ] as const) {
    const values = doubles(link[field], `${at}.${field}`)
    if (values.length !== length || !values.every(Number.isFinite))
      fail(`${at}.${field}`, `${length} finite values`, `${values.length} values`)
    if (length > 0 && (field === 'residual' || field === 'innovation')) cholesky(values, latents)
  }
}

function object(data: unknown, at: string): Json {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || ArrayBuffer.isView(data))
    fail(at, 'an object', describe(data))
  return data as Json
}

function list(data: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(data)) fail(at, 'a list', describe(data))
  return data as readonly unknown[]
}

function texts(data: unknown, at: string): readonly string[] {
  return list(data, at).map((item, i) => text(item, `${at}[${i}]`))
}

function doubles(data: unknown, at: string): Float64Array {
  if (!(data instanceof Float64Array)) fail(at, 'an array of doubles', describe(data))
  return data as Float64Array
}

function text(data: unknown, at: string): string {
  if (typeof data !== 'string') fail(at, 'text', describe(data))
  return data as string
}

function number(data: unknown, at: string, least: number, most: number): number {
  if (!(typeof data === 'number' && data >= least && data <= most))
    fail(at, `a number in [${least}, ${most}]`, describe(data))
  return data as number
}

function integer(data: unknown, at: string, least: number, most: number): number {
  if (!Number.isInteger(number(data, at, least, most))) fail(at, 'an integer', describe(data))
  return data as number
}

function oneOf(data: unknown, allowed: readonly unknown[], at: string): void {
  if (!allowed.includes(data)) fail(at, `one of ${allowed.join(', ')}`, describe(data))
}

function describe(data: unknown): string {
  return typeof data === 'number' || typeof data === 'boolean'
    ? String(data)
    : data === null
      ? 'null'
      : typeof data
}

function fail(at: string, need: string, got: string): never {
  throw new RangeError(`parseTwinModel: need ${need} in ${at}, got ${got}`)
}
