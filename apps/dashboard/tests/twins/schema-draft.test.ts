import { columnTypes, type DetectedSchema } from '@pratibimba/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { correctionsBetween, withColumn, withKey, withRelationships } from '../../src/twins/schema-draft.ts'

const column = (name: string) => ({
  name,
  type: 'integer' as const,
  confidence: 0.9,
  reason: 'whole numbers',
  missing_share: 0,
  distinct: 10,
  quasi_identifier: false,
})
const schema: DetectedSchema = {
  warnings: [],
  relationships: [],
  tables: ['customers', 'loans'].map((name) => ({
    name,
    filename: `${name}.csv`,
    rows: 10,
    rejected_rows: 0,
    rejected: [],
    primary_key: 'id',
    columns: [column('id'), column('age')],
  })),
}

describe('corrections of a schema', () => {
  it('names only what changed', () => {
    const changed = withKey(withColumn(schema, 'loans', 'age', { quasi_identifier: true }), 'customers', null)
    expect(correctionsBetween(schema, changed)).toEqual({
      columns: [{ table: 'loans', name: 'age', quasi_identifier: true }],
      primary_keys: [{ table: 'customers', column: null }],
    })
    expect(correctionsBetween(schema, schema)).toBeUndefined()
  })

  it('sends relationships whole', () => {
    const relationships = [
      { child_table: 'loans', child_column: 'age', parent_table: 'customers', parent_column: 'id' },
    ]
    expect(correctionsBetween(schema, withRelationships(schema, relationships))).toEqual({ relationships })
  })

  it('has an inverse: what is sent to undo names the same columns with their former values', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('customers', 'loans'),
        fc.constantFrom('id', 'age'),
        fc.constantFrom(...columnTypes.filter((type) => type !== 'integer')),
        fc.boolean(),
        (table, name, type, quasi_identifier) => {
          const changed = withColumn(schema, table, name, { type, quasi_identifier })
          const undo = correctionsBetween(changed, schema)!
          expect(undo.columns).toEqual([
            { table, name, type: 'integer', ...(quasi_identifier ? { quasi_identifier: false } : {}) },
          ])
        },
      ),
      { seed: 20260101 },
    )
  })

  it('changes no schema in place', () => {
    const before = JSON.stringify(schema)
    withColumn(schema, 'loans', 'age', { type: 'category' })
    expect(JSON.stringify(schema)).toBe(before)
  })
})
