/** Frames of features, as they stream out of a lake, put together column by column. */
import type { Matrix } from '@pratibimba/learning/data'
import type { Frame } from '@pratibimba/numerics/frame'

/** Rows of a frame that are kept. */
export interface KeptRows {
  readonly frame: Frame
  readonly rows: Int32Array
}

/** One matrix out of rows of many frames; columns lie on shared memory, so that threads need no copies. */
export function gatherColumns(parts: readonly KeptRows[], features: readonly string[]): Matrix {
  const total = parts.reduce((sum, { rows }) => sum + rows.length, 0)
  const columns = features.map((name) => {
    const values = new Float64Array(new SharedArrayBuffer(8 * total))
    let at = 0
    for (const { frame, rows } of parts) {
      const own = frame.columns.get(name)!.values as Float64Array
      for (const row of rows) values[at++] = own[row]
    }
    return values
  })
  return { rows: total, columns }
}
