/** A table to train trees on: skewed, rounded and missing numbers, and an outcome that some of them decide. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { openStream } from '@pratibimba/numerics/random'

export interface TreeTable {
  readonly rows: number
  readonly columns: readonly Float64Array[]
  readonly label: Float64Array
}

/** Writes columns, then labels, as 64-bit floats: what the peers read. */
export function writeTreeTable(path: string, rows: number, columns: number, seed: number): void {
  const file = openSync(path, 'w')
  const logOdds = new Float64Array(rows).fill(-1.5)
  const first = new Float64Array(rows)
  for (let column = 0; column < columns; column++) {
    const stream = openStream(seed, `column-${column}`).at(0)
    const values = new Float64Array(rows)
    stream.fillNormal(values)
    if (column === 0) first.set(values)
    for (let row = 0; row < rows; row++) {
      const x = values[row]
      if (column === 2) logOdds[row] += first[row] * x
      else if (column === 3) logOdds[row] += Math.sin(2 * x)
      else if (column < 15) logOdds[row] += 0.15 * x
      if (column % 4 === 0) values[row] = Math.exp(x)
      else if (column % 5 === 1) values[row] = Math.round(3 * x)
      if (column % 7 === 3 && stream.uniform() < 0.1) values[row] = Number.NaN
    }
    writeSync(file, new Uint8Array(values.buffer))
  }
  const stream = openStream(seed, 'label').at(0)
  const label = logOdds.map((value) => (stream.uniform() < 1 / (1 + Math.exp(-value)) ? 1 : 0))
  writeSync(file, new Uint8Array(label.buffer))
  closeSync(file)
}

export function readTreeTable(path: string, rows: number, columns: number): TreeTable {
  const file = openSync(path, 'r')
  const read = (): Float64Array => {
    const values = new Float64Array(rows)
    readSync(file, new Uint8Array(values.buffer))
    return values
  }
  const table = { rows, columns: Array.from({ length: columns }, read), label: read() }
  closeSync(file)
  return table
}
