/** Simulated tables as rows, for tests. */
import { type Frame, valueAt } from '@pratibimba/numerics/frame'
import {
  type HouseholdSettings,
  type LakeTable,
  planHouseholds,
  simulateHouseholds,
} from '@pratibimba/risk/households'

export type Row = Readonly<Record<string, number | boolean | string | Date | null>>
export type SimulatedTables = Record<LakeTable, Row[]>

/** Rows of all tables; a batch is read before the next one is made. */
export function simulated(
  settings: HouseholdSettings,
  customers: Iterable<number> = Array.from({ length: settings.customers }, (_, i) => i),
): SimulatedTables {
  const tables: SimulatedTables = {
    customers: [],
    accounts: [],
    transactions: [],
    payments: [],
    daily_balances: [],
    labels: [],
    truth: [],
  }
  for (const batch of simulateHouseholds(planHouseholds(settings), customers))
    for (const [table, frame] of Object.entries(batch)) tables[table as LakeTable].push(...rowsOf(frame))
  return tables
}

function* rowsOf(frame: Frame): Generator<Row> {
  const columns = [...frame.columns]
  for (let row = 0; row < frame.rows; row++)
    yield Object.fromEntries(columns.map(([name, column]) => [name, valueAt(column, row)]))
}

/** Rows by a key, in their order. */
export function byKey(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  return Map.groupBy(rows, key)
}

export const dayOf = (value: unknown): number => Math.floor((value as Date).getTime() / 86_400_000)
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
