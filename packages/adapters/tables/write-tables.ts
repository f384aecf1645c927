/** Writes several tables that are produced together, chunk by chunk: all of them appear, or none. */
import { type Frame, frameSchema } from '@pratibimba/numerics/frame'
import type { ColumnSchema, TableSink } from '@pratibimba/risk/ports'

/** Rows of each table that belong to one chunk; a table may be absent from a chunk. */
export type TableChunk = Readonly<Record<string, Frame | undefined>>

/**
 * @param chunks rows by table name; a table's columns are those of its first frame
 * @param open opens the sink of a table
 * @param onChunk called after each chunk was taken by the sinks
 * @returns what each sink answered on close, by table name, in order of first appearance
 */
export async function writeTables<Chunk, Written>(
  chunks: Iterable<Chunk> | AsyncIterable<Chunk>,
  tablesOf: (chunk: Chunk) => TableChunk,
  open: (table: string, schema: readonly ColumnSchema[]) => Promise<TableSink<Written>>,
  onChunk: (chunk: Chunk) => void = () => undefined,
): Promise<Record<string, Written>> {
  const sinks = new Map<string, TableSink<Written>>()
  try {
    for await (const chunk of chunks) {
      for (const [table, frame] of Object.entries(tablesOf(chunk))) {
        if (frame === undefined) continue
        let sink = sinks.get(table)
        if (sink === undefined) {
          sink = await open(table, frameSchema(frame))
          sinks.set(table, sink)
        }
        await sink.write(frame)
      }
      onChunk(chunk)
    }
    const written: Record<string, Written> = {}
    for (const [table, sink] of sinks) written[table] = await sink.close()
    return written
  } catch (error) {
    await Promise.allSettled([...sinks.values()].map((sink) => sink.abort()))
    throw error
  }
}
