/** The rows of a twin: every table with quasi-identifiers is k-anonymous, children hang from parents that are there. */
import type { AnonymityReport } from '@pratibimba/contract'
import { type Column, columnOf, type Frame, frameOf, serialText, valueAt } from '@pratibimba/numerics/frame'
import {
  enforceKAnonymity,
  type KAnonymityReport,
  type SchemaDescription,
  sampleAnonymously,
  sampleRows,
  type TwinModel,
} from '@pratibimba/risk/twins'

export interface Anonymity {
  readonly k: number
  /** By table; a table that is absent or has none is not touched. */
  readonly quasiIdentifiers: Readonly<Record<string, readonly string[]>>
}

interface Drawn {
  readonly frames: ReadonlyMap<string, Frame>
  readonly anonymity: AnonymityReport | null
}

/** @throws RangeError when k cannot be had */
export function drawTables(
  model: TwinModel,
  schema: SchemaDescription,
  { rows, seed, anonymity }: { rows: number; seed: number; anonymity: Anonymity },
): Drawn {
  const frames = new Map<string, Frame>()
  const reports: { table: string; report: KAnonymityReport }[] = []
  /** Rows drawn of each table of its own, before any were removed. */
  const drawnRows = new Map<string, number>()
  const [first] = model.tables
  for (const { name, rows: learnt, link } of model.tables) {
    const quasi = anonymity.quasiIdentifiers[name] ?? []
    const options = { nominal: nominalOf(schema, name, quasi) }
    const keep = (frame: Frame, report?: KAnonymityReport): void => {
      frames.set(name, frame)
      if (report !== undefined) reports.push({ table: name, report })
    }
    if (link === null) {
      const wanted = Math.max(1, Math.round((rows * learnt) / first.rows))
      let count = wanted
      const draw = (n: number): Frame => {
        count = n
        return sampleRows(model, name, 0, n, seed)
      }
      if (quasi.length === 0) keep(draw(wanted))
      else keep(...sampleAnonymously(draw, wanted, anonymity.k, quasi, options))
      drawnRows.set(name, count)
    } else {
      const root = drawnRows.get(link.parentTable) ?? 0
      drawnRows.set(name, root)
      const children = sampleRows(model, name, 0, root, seed)
      const hanging = withParents(
        children,
        link.column,
        columnOf(frames.get(link.parentTable)!, link.parentColumn),
      )
      if (quasi.length === 0 || hanging.rows === 0) keep(hanging)
      else keep(...enforceKAnonymity(hanging, anonymity.k, quasi, options))
    }
  }
  return { frames, anonymity: reportOf(reports, anonymity) }
}

/** Codes have no order: they are never averaged. */
function nominalOf(schema: SchemaDescription, table: string, quasi: readonly string[]): string[] {
  const columns = schema.tables.find(({ name }) => name === table)?.columns ?? []
  return columns
    .filter(
      ({ name, type }) =>
        quasi.includes(name) && (type === 'category' || type === 'boolean' || type === 'identifier'),
    )
    .map(({ name }) => name)
}

/** Rows whose foreign key stands in the parent's key. */
function withParents(children: Frame, foreignKey: string, parentKey: Column): Frame {
  const parents = new Set<unknown>()
  for (let row = 0; row < parentKey.values.length; row++) parents.add(keyAt(parentKey, row))
  const column = columnOf(children, foreignKey)
  const kept: number[] = []
  for (let row = 0; row < children.rows; row++) if (parents.has(keyAt(column, row))) kept.push(row)
  if (kept.length === children.rows) return children
  return frameOf([...children.columns].map(([name, values]) => [name, pickRows(values, kept)] as const))
}

function keyAt(column: Column, row: number): unknown {
  const value = column.kind === 'serial' ? serialText(column, row) : valueAt(column, row)
  return value instanceof Date ? value.getTime() : value
}

function pickRows(column: Column, rows: readonly number[]): Column {
  const validity = column.validity && { validity: Uint8Array.from(rows, (row) => column.validity![row]) }
  if (column.kind === 'text') return { ...column, values: rows.map((row) => column.values[row]), ...validity }
  const values = column.values.slice(0, rows.length)
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]]
  return { ...column, values, ...validity } as Column
}

/** One report over all tables: the smallest k counts. */
function reportOf(
  reports: readonly { table: string; report: KAnonymityReport }[],
  { k, quasiIdentifiers }: Anonymity,
): AnonymityReport | null {
  if (reports.length === 0) return null
  const several = reports.length > 1
  const named = (table: string, text: string): string => (several ? `${table}: ${text}` : text)
  return {
    enforced: true,
    target_k: k,
    quasi_identifiers: reports.flatMap(({ table }) =>
      quasiIdentifiers[table].map((column) => (several ? `${table}.${column}` : column)),
    ),
    initial_k: Math.min(...reports.map(({ report }) => report.initialK)),
    final_k: Math.min(...reports.map(({ report }) => report.finalK)),
    bank_compliant: reports.every(({ report }) => report.bankCompliant),
    records_suppressed: reports.reduce((sum, { report }) => sum + report.recordsSuppressed, 0),
    transformations_applied: reports.flatMap(({ table, report }) =>
      report.transformationsApplied.map((text) => named(table, text)),
    ),
  }
}
