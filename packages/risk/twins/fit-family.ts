/** Tables that hang together: parents are learnt with the number of their children, children given their parent. */
import type { Frame } from '@pratibimba/numerics/frame'
import { chooseTarget } from './choose-target.ts'
import { prepareCounts } from './columns/prepare-sequence.ts'
import { fitStrata, type LearntTable, learnTable, wholeMarginals } from './fit-table.ts'
import type { TableModel } from './model.ts'
import { childDependence } from './related/child-dependence.ts'
import { linkSiblings, type Siblings } from './related/siblings.ts'
import type { Relationship, SchemaDescription } from './schema.ts'

/** Most children of one parent that are drawn. */
const MOST_CHILDREN = 100_000

/** A learnt table and how it hangs from its parent. */
export interface FamilyMember {
  readonly table: LearntTable
  readonly hangs: {
    readonly relationship: Relationship
    readonly siblings: Siblings
    readonly parent: LearntTable
  } | null
}

/**
 * Learns the tables, parents before children.
 *
 * @throws RangeError when a frame is missing, a table has two parents, or relationships run in a circle
 * @see docs/methods/related-tables.md
 */
export function learnFamily(
  tables: ReadonlyMap<string, Frame>,
  schema: SchemaDescription,
  target: string | null | undefined,
): FamilyMember[] {
  const frameNamed = (name: string): Frame => {
    const frame = tables.get(name)
    if (frame === undefined)
      throw new RangeError(`fitTwin: need a frame for every table of the schema, got none for "${name}"`)
    return frame
  }
  const links = new Map<string, { readonly relationship: Relationship; readonly siblings: Siblings }>()
  for (const relationship of schema.relationships) {
    const { childTable, parentTable } = relationship
    if (links.has(childTable))
      throw new RangeError(
        `fitTwin: need one parent for "${childTable}", got a second one, "${parentTable}"; drop a relationship`,
      )
    const siblings = linkSiblings(frameNamed(parentTable), frameNamed(childTable), relationship)
    links.set(childTable, { relationship, siblings })
  }
  const learnt = new Map<string, LearntTable>()
  return parentsFirst(schema).map((description): FamilyMember => {
    const frame = frameNamed(description.name)
    const own = links.get(description.name)
    const children = [...links.values()].filter(
      ({ relationship }) => relationship.parentTable === description.name,
    )
    const wanted =
      typeof target === 'string' && !frame.columns.has(target) && schema.tables.length > 1 ? null : target
    const table = learnTable(frame, description, {
      roles: {
        foreignKey: own?.relationship.childColumn ?? null,
        referenced: new Set(children.map(({ relationship }) => relationship.parentColumn)),
        siblings: own?.siblings ?? null,
      },
      target: chooseTarget(frame, description, wanted),
      extra: children.map(({ relationship, siblings }) =>
        prepareCounts(countName(relationship), siblings.counts),
      ),
      divide: own === undefined,
    })
    learnt.set(description.name, table)
    if (own === undefined) return { table, hangs: null }
    const { orphans } = own.siblings
    const notes =
      orphans === 0
        ? table.notes
        : [...table.notes, `"${description.name}": ${orphans} rows have no parent; the twin has none such.`]
    return {
      table: { ...table, notes },
      hangs: { ...own, parent: learnt.get(own.relationship.parentTable)! },
    }
  })
}

/** The model of a member; a child's rows follow from its parent's. */
export function fitMember({ table, hangs }: FamilyMember, nu: number | null): TableModel {
  if (hangs === null) return fitStrata(table, nu)
  const model = fitStrata(table, null)
  const { relationship, siblings, parent } = hangs
  const { parentTable, parentColumn, childColumn: column } = relationship
  const countLatent = parent.latents.findIndex(({ name }) => name === countName(relationship))
  const parentMarginals = wholeMarginals(parent)
  const { high } = parentMarginals[countLatent]
  const maxChildren = Math.max(1, Math.min(MOST_CHILDREN, Math.ceil(Math.max(...high))))
  const dependence = childDependence(
    table.latents,
    table.unordered,
    model.strata[0].correlation,
    siblings,
    parent.scores,
    parent.latents.length,
  )
  return {
    ...model,
    link: { parentTable, parentColumn, column, countLatent, maxChildren, parentMarginals, ...dependence },
  }
}

function countName({ childTable }: Relationship): string {
  return `rows of ${childTable}`
}

function parentsFirst(schema: SchemaDescription): SchemaDescription['tables'] {
  const parentOf = new Map(
    schema.relationships.map(({ childTable, parentTable }) => [childTable, parentTable]),
  )
  const depth = (name: string): number => {
    let steps = 0
    for (let at = parentOf.get(name); at !== undefined; at = parentOf.get(at))
      if (++steps > schema.tables.length)
        throw new RangeError(`fitTwin: need relationships without a circle, got one through "${name}"`)
    return steps
  }
  return [...schema.tables].sort((a, b) => depth(a.name) - depth(b.name))
}
