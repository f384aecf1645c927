/** Made-up personal data for the entities of a table. */
import type { Column } from '@pratibimba/numerics/frame'
import { personalColumn } from '../personal/index.ts'
import type { PersonalKind } from '../schema.ts'

/**
 * Names, addresses, numbers that belong to nobody, one per entity.
 *
 * @param variant tells a second column of the same kind in a table from the first; empty for the first
 */
export function personalValues(kind: PersonalKind, seed: number, ids: Float64Array, variant: string): Column {
  const values: string[] = []
  // Ids of a table of its own are one range; those of children come in a range per parent.
  for (let from = 0; from < ids.length; ) {
    let to = from + 1
    while (to < ids.length && ids[to] === ids[to - 1] + 1) to++
    const made = personalColumn(kind, seed, ids[from], ids[to - 1] + 1, { variant })
    if (made.kind === 'text') for (const value of made.values) values.push(value)
    from = to
  }
  return { kind: 'text', values }
}
