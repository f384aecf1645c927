/** The common part of the sinks of a database: order, schema check, and the end after an error. */
import type { Column } from '@pratibimba/numerics/frame'
import type { ColumnSchema, TableSink } from '@pratibimba/risk/ports'
import { columnsFor, inSeries } from '../file-sink.ts'
import type { WrittenRows } from './database-target.ts'

/** A sink that hands rows on; after an error or `abort` it takes no more and the target's commit must refuse. */
export function rowSink(
  table: string,
  schema: readonly ColumnSchema[],
  work: {
    insert(columns: readonly Column[], rows: number): Promise<void>
    finish(): Promise<void>
    /** Called once when the table will not be whole. */
    fail(): Promise<void>
  },
): TableSink<WrittenRows> {
  const serial = inSeries()
  let rows = 0
  let open = true
  const guarded = async <T>(step: () => Promise<T>): Promise<T> => {
    if (!open) throw new Error(`TableSink: the sink of table "${table}" is closed`)
    try {
      return await step()
    } catch (error) {
      open = false
      await work.fail()
      throw error
    }
  }
  return {
    write: (frame) =>
      serial(() =>
        guarded(async () => {
          await work.insert(columnsFor(schema, frame), frame.rows)
          rows += frame.rows
        }),
      ),
    close: () =>
      serial(() =>
        guarded(async () => {
          await work.finish()
          open = false
          return { path: table, rows }
        }),
      ),
    abort: () =>
      serial(async () => {
        if (!open) return
        open = false
        await work.fail()
      }),
  }
}
