/** Drawing a twin as work for many threads: pieces are ranges of rows, and any cutting gives the same rows. */
import type { Frame } from '@pratibimba/numerics/frame'
import type { TaskKind } from '../../ports/index.ts'
import type { TwinModel } from '../model.ts'
import { openRows } from './sample-rows.ts'

export interface TwinSetup {
  readonly model: TwinModel
  readonly seed: number
}

export interface TwinPiece {
  readonly table: string
  readonly start: number
  readonly end: number
}

/** Rows [start, end) of a table; of a child table, the children of parents [start, end). */
export const twinRows: TaskKind<TwinSetup, TwinPiece, Frame> = {
  kind: 'twin-rows',
  open({ model, seed }) {
    const draw = openRows(model, seed)
    return ({ table, start, end }) => draw(table, start, end)
  },
}
