/** A model unpacked for drawing: every table once, parents before children. */
import { openStream, type RandomStream } from '@pratibimba/numerics/random'
import type { TwinModel } from '../model.ts'
import { type Drawn, drawChildren, type OpenLink, openLink } from './draw-children.ts'
import { drawValues } from './draw-latents.ts'
import { type OpenTable, openTable } from './open-table.ts'

export interface OpenTwin {
  table(name: string): OpenTable
  /** Rows of the table that belong to root entities [start, end). */
  draw(name: string, start: number, end: number): Drawn
}

/** @throws RangeError when a table is asked for that the model does not have */
export function openTwin(model: TwinModel, seed: number): OpenTwin {
  const tables = new Map<string, OpenTable>()
  const links = new Map<string, OpenLink>()
  const streams = new Map<string, RandomStream>()
  const table = (name: string): OpenTable => {
    const known = tables.get(name)
    if (known !== undefined) return known
    const found = model.tables.find((candidate) => candidate.name === name)
    if (found === undefined)
      throw new RangeError(
        `sampleRows: need a table of ${model.tables.map((t) => `"${t.name}"`).join(', ')}, got "${name}"`,
      )
    // Children follow from their parent by a Gaussian regression, whatever the engine.
    const opened = openTable(found, found.link === null ? model.degreesOfFreedom : null)
    tables.set(name, opened)
    streams.set(name, openStream(seed, `twin-${name}`))
    return opened
  }
  const draw = (name: string, start: number, end: number): Drawn => {
    const own = table(name)
    const { link } = own.model
    const stream = streams.get(name)!
    if (link === null) {
      const rows = end - start
      const values = new Float64Array(rows * own.latents)
      drawValues(own, stream, start, rows, values)
      return { rows, values, ids: Float64Array.from({ length: rows }, (_, i) => start + i), parentIds: null }
    }
    const parents = draw(link.parentTable, start, end)
    let open = links.get(name)
    if (open === undefined) {
      open = openLink(link, own, table(link.parentTable))
      links.set(name, open)
    }
    return drawChildren(own, open, parents, stream)
  }
  return { table, draw }
}
