/** A source that is a file: a row for each customer, read again when it changes. */
import { stat } from 'node:fs/promises'
import type { SourceKind } from '@pratibimba/contract'
import { type Column, type Frame, isPresent, serialText } from '@pratibimba/numerics/frame'
import { type ApplicationSource, TableError } from '@pratibimba/risk/ports'
import { openTables } from '../tables/index.ts'
import { type AnswerContent, readAnswer, SourceAnswerUnusable } from './answer-content.ts'
import { type SourceTrouble, timedAsk } from './timed-ask.ts'

export interface FileSourceOptions {
  readonly kind: SourceKind
  /** CSV (also gzip) or Parquet. */
  readonly path: string
  /** How often is looked whether it changed, milliseconds. Default 1,000. */
  readonly lookEveryMs?: number
  readonly onTrouble?: SourceTrouble
}

/** Columns of a credit history; all others are values. */
const historyColumns = ['score', 'accounts', 'inquiries']

/**
 * Reads `customer_id`, unique; for a bureau `score`, and `accounts` and `inquiries` as JSON text; every other column of
 * numbers, or of yes and no, is a value under its name. Customers who are not there are answered with nothing. A
 * changed file that cannot be read leaves what was read before in use, and says so.
 *
 * @throws TableError when the file cannot be read, or a customer is there twice
 */
export async function openFileSource(options: FileSourceOptions): Promise<ApplicationSource> {
  const { kind, path, lookEveryMs = 1_000, onTrouble } = options
  let looked = performance.now()
  let seen = await fingerprint(path)
  let contents = await readContents(path, kind)
  let looking: Promise<void> | undefined

  const look = async () => {
    try {
      const now = await fingerprint(path)
      if (now !== seen) {
        seen = now
        contents = await readContents(path, kind)
      }
    } catch (error) {
      onTrouble?.(`the file changed and cannot be used, what it held before is: ${reasonOf(error)}`)
    }
    looked = performance.now()
    looking = undefined
  }
  return {
    kind,
    ask: (customerId, signal) =>
      timedAsk(
        async () => {
          if (performance.now() - looked >= lookEveryMs) looking ??= look()
          await looking
          return contents.of(customerId)
        },
        signal,
        reasonOf,
        onTrouble,
      ),
  }
}

interface Contents {
  /** @throws SourceAnswerUnusable when the row is not as agreed */
  of(customerId: string): AnswerContent
}

async function fingerprint(path: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new TableError('file_missing', `There is no file ${path}.`)
    throw error
  })
  return `${ino} ${size} ${mtimeMs}`
}

async function readContents(path: string, kind: SourceKind): Promise<Contents> {
  const tables = await openTables({ threads: 1 })
  let frame: Frame
  try {
    // A row left out would be a customer who is not known.
    ;({ frame } = await tables.read(path, { kinds: { customer_id: 'text' }, maxRejectedShare: 0 }))
  } finally {
    await tables.close()
  }
  const id = cells(frame.columns.get('customer_id')!)
  const rowOf = new Map<string, number>()
  for (let row = 0; row < frame.rows; row++) {
    const customerId = String(id(row) ?? '')
    const before = rowOf.get(customerId)
    if (before !== undefined)
      throw new TableError('unreadable', `${path}: rows ${before + 1} and ${row + 1} are of one customer.`, {
        column: 'customer_id',
      })
    rowOf.set(customerId, row)
  }
  const readers = [...frame.columns]
    .filter(([name]) => name !== 'customer_id')
    .map(([name, column]) => [name, cells(column)] as const)
  const isHistory = (name: string) => kind === 'bureau' && historyColumns.includes(name)
  const numeric = new Set(
    [...frame.columns].filter(([, column]) => holdsNumbers(column)).map(([name]) => name),
  )
  const history = readers.filter(([name]) => isHistory(name))
  const values = readers.filter(([name]) => !isHistory(name) && numeric.has(name))
  return {
    of(customerId) {
      const row = rowOf.get(customerId)
      if (row === undefined) return {}
      const at = (of: typeof readers) => Object.fromEntries(of.map(([name, cell]) => [name, cell(row)]))
      const { accounts, inquiries, score } = at(history)
      return readAnswer({
        ...(history.length > 0 && {
          credit_history: {
            score,
            accounts: parsed(accounts, 'accounts'),
            inquiries: parsed(inquiries, 'inquiries'),
          },
        }),
        ...(values.length > 0 && { values: at(values) }),
      })
    },
  }
}

function cells(column: Column): (row: number) => string | number | undefined {
  return (row) => {
    if (!isPresent(column, row)) return undefined
    if (column.kind === 'category') return column.dictionary[column.values[row]!]
    if (column.kind === 'serial') return serialText(column, row)
    return column.values[row]
  }
}

function holdsNumbers({ kind }: Column): boolean {
  return kind === 'float64' || kind === 'int32' || kind === 'boolean'
}

function parsed(text: unknown, name: string): unknown {
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(String(text))
  } catch {
    throw new SourceAnswerUnusable(`${name}: need JSON`)
  }
}

/** Words of ours name a place, never a content. */
function reasonOf(error: unknown): string {
  if (error instanceof SourceAnswerUnusable || error instanceof TableError) return error.message
  return `the file cannot be read: ${(error as { code?: string }).code ?? 'unknown trouble'}`
}
