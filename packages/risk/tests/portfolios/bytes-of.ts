/** SHA-256 of tables by their cells, to compare portfolios byte by byte. */
import { createHash } from 'node:crypto'
import type { Frame } from '@pratibimba/numerics/frame'

export function hashOf(frames: readonly Frame[]): string {
  const hash = createHash('sha256')
  const names = [...(frames[0]?.columns.keys() ?? [])]
  for (const name of names) {
    hash.update(name)
    for (const frame of frames) {
      const column = frame.columns.get(name)!
      if (column.kind === 'text') throw new Error('no text columns here')
      const { buffer, byteOffset, byteLength } = column.values
      hash.update(new Uint8Array(buffer, byteOffset, byteLength))
    }
    for (const frame of frames) hash.update(frame.columns.get(name)!.validity ?? new Uint8Array())
    const column = frames[0].columns.get(name)!
    if (column.kind === 'category') hash.update(column.dictionary.join())
  }
  return hash.digest('hex')
}
