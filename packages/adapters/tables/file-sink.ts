/** A sink that encodes frames into a new file. */
import { type Column, columnOf, type Frame } from '@pratibimba/numerics/frame'
import type { ColumnSchema, TableSink, WrittenTable } from '@pratibimba/risk/ports'
import { NewFile } from './new-file.ts'

/** Turns rows into the bytes of a format. */
export interface TableEncoder {
  /** Takes `rows` rows of the schema's columns, in its order, and appends what is complete. */
  write(columns: readonly Column[], rows: number, append: (bytes: Uint8Array) => Promise<void>): Promise<void>
  end(append: (bytes: Uint8Array) => Promise<void>): Promise<void>
}

/**
 * @throws RangeError when the schema has no column, an empty name or a name twice
 * @throws TableError when the file cannot be made
 */
export async function openFileSink(
  path: string,
  schema: readonly ColumnSchema[],
  encoder: TableEncoder,
): Promise<TableSink> {
  checkSchema(schema)
  const file = await NewFile.create(path)
  let rows = 0
  let open = true
  const append = (bytes: Uint8Array): Promise<void> => file.append(bytes)
  const orDiscard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      open = false
      await file.discard()
      throw error
    }
  }
  const serial = inSeries()
  return {
    write: (frame) =>
      serial(() => {
        if (!open) throw new Error('TableSink.write: the sink is closed')
        return orDiscard(async () => {
          await encoder.write(columnsFor(schema, frame), frame.rows, append)
          rows += frame.rows
        })
      }),
    close: () =>
      serial((): Promise<WrittenTable> => {
        if (!open) throw new Error('TableSink.close: the sink is closed')
        return orDiscard(async () => {
          await encoder.end(append)
          const sha256 = await file.publish()
          open = false
          return { path, rows, bytes: file.bytes, sha256 }
        })
      }),
    abort: () =>
      serial(async () => {
        if (!open) return
        open = false
        await file.discard()
      }),
  }
}

/** Runs tasks one after another in the order they were asked for. */
export function inSeries(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const next = last.then(task, task)
    last = next
    return next
  }
}

export function checkSchema(schema: readonly ColumnSchema[]): void {
  if (schema.length === 0) throw new RangeError('openSink: need at least one column, got none')
  const names = new Set<string>()
  for (const { name, decimals } of schema) {
    if (name === '') throw new RangeError('openSink: need a name for every column, got an empty one')
    if (names.has(name)) throw new RangeError(`openSink: need distinct column names, got "${name}" twice`)
    if (!name.isWellFormed())
      throw new RangeError('openSink: need well-formed column names, got half a surrogate pair')
    if (decimals !== undefined && !(Number.isInteger(decimals) && decimals >= 0 && decimals <= 15))
      throw new RangeError(`openSink: need decimals 0–15 for "${name}", got ${decimals}`)
    names.add(name)
  }
}

/**
 * The frame's columns in the order of the schema.
 *
 * @throws RangeError when the frame has other columns or other kinds
 */
export function columnsFor(schema: readonly ColumnSchema[], frame: Frame): Column[] {
  if (frame.columns.size !== schema.length)
    throw new RangeError(`TableSink.write: need ${schema.length} columns, got ${frame.columns.size}`)
  return schema.map(({ name, kind }) => columnOf(frame, name, kind))
}
