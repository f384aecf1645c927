/** One table as a CSV file. */
import { openTables } from '@pratibimba/adapters/tables'
import { type Frame, frameSchema } from '@pratibimba/numerics/frame'
import type { WrittenTable } from '@pratibimba/risk/ports'

/** Writes the frames below each other; they share the columns of the first. */
export async function writeCsv(path: string, frames: readonly Frame[]): Promise<WrittenTable> {
  const tables = await openTables()
  const sink = await tables.openSink(path, frameSchema(frames[0]), { format: 'csv' })
  try {
    for (const frame of frames) await sink.write(frame)
    return await sink.close()
  } catch (error) {
    await sink.abort()
    throw error
  } finally {
    await tables.close()
  }
}
