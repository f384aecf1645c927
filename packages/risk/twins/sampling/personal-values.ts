/** Made-up personal data for the entities of a table. */
import type { Column } from '@pratibimba/numerics/frame'
import type { PersonalKind } from '../schema.ts'
import { placeholderColumn } from './placeholder-column.ts'

/** Names, addresses, numbers that belong to nobody, one per entity. */
export function personalValues(kind: PersonalKind, seed: number, ids: Float64Array): Column {
  return placeholderColumn(`twin-personal-${kind}`, { meanLength: 12, lengthSpread: 4 }, seed, ids)
}
