import { describe, expect, it } from 'vitest'
import { conformFrame, detectSchema, detectTable } from '../../../twins/detection/index.ts'
import type { TableDescription } from '../../../twins/schema.ts'
import { needsRealData, readReal, realDataPresent } from '../real-data.ts'

/** Types in the order of the columns, written short. */
const SHORT: Readonly<Record<string, string>> = {
  integer: 'int',
  continuous: 'num',
  category: 'cat',
  ordered_category: 'ord',
  boolean: 'bool',
  identifier: 'id',
  free_text: 'text',
  personal: 'pers',
}

function typesOf({ columns }: TableDescription): string {
  return columns.map(({ type }) => SHORT[type] ?? type).join(' ')
}

function quasiOf({ columns }: TableDescription): string[] {
  return columns.filter(({ quasiIdentifier }) => quasiIdentifier).map(({ name }) => name)
}

const PAY = 'int int int int int int'
const files: readonly {
  readonly file: string
  readonly types: string
  readonly primaryKey: string | null
  readonly quasi: readonly string[]
}[] = [
  {
    file: 'taiwan_credit_default/default_of_credit_card_clients',
    types: `id int cat cat cat int ${PAY} ${PAY} ${PAY} bool`,
    primaryKey: 'ID',
    quasi: ['SEX', 'EDUCATION', 'MARRIAGE', 'AGE'],
  },
  {
    file: 'arena_credit_default/train',
    types: `int cat cat cat int ${PAY} ${PAY} ${PAY} bool`,
    primaryKey: null,
    quasi: ['SEX', 'EDUCATION', 'MARRIAGE', 'AGE'],
  },
  {
    file: 'arena_credit_default/holdout',
    types: `int cat cat cat int ${PAY} ${PAY} ${PAY} bool`,
    primaryKey: null,
    quasi: ['SEX', 'EDUCATION', 'MARRIAGE', 'AGE'],
  },
  {
    file: 'german_credit/german_statlog',
    types: 'cat int cat cat int cat cat cat cat cat cat cat int cat cat cat cat cat cat cat cat',
    primaryKey: null,
    quasi: [],
  },
  {
    file: 'german_credit/south_german_credit',
    types: 'cat int cat cat int cat ord ord cat cat cat cat int cat cat int cat cat cat cat bool',
    primaryKey: null,
    quasi: ['employment_duration', 'personal_status_sex', 'present_residence', 'age', 'housing', 'job'],
  },
  {
    file: 'australian_credit/australian',
    types: 'bool num num cat cat cat num bool bool int bool cat int int bool',
    primaryKey: null,
    quasi: [],
  },
  {
    // A14 is written with leading zeros to five digits, as codes are.
    file: 'japanese_credit/crx',
    types: 'cat num num cat cat cat cat num bool bool int bool cat cat int cat',
    primaryKey: null,
    quasi: [],
  },
  {
    file: 'credit_card_approval_monthly_status/application_record',
    types: 'id cat bool bool int num cat cat cat cat int int bool bool bool bool cat int',
    primaryKey: 'ID',
    quasi: [
      'CODE_GENDER',
      'NAME_EDUCATION_TYPE',
      'NAME_FAMILY_STATUS',
      'DAYS_BIRTH',
      'DAYS_EMPLOYED',
      'OCCUPATION_TYPE',
    ],
  },
  {
    file: 'credit_card_approval_monthly_status/credit_record',
    types: 'id int cat',
    primaryKey: null,
    quasi: [],
  },
  {
    file: 'birmingham_purchase_cards/purchase_card_transactions_2014-04_2018-01',
    types: 'cat date cat num cat num cat num text pers cat cat cat cat cat cat',
    primaryKey: null,
    quasi: [],
  },
]

describe.skipIf(!realDataPresent)(`real files${needsRealData}`, () => {
  it.each(files)('$file', async ({ file, types, primaryKey, quasi }) => {
    const table = detectTable(file, await readReal(file))
    expect(typesOf(table)).toBe(types)
    expect(table.primaryKey).toBe(primaryKey)
    expect(quasiOf(table)).toEqual(quasi)
    for (const { name, type, personalKind } of table.columns)
      expect(personalKind, name).toBe(type === 'personal' ? 'card_number' : undefined)
  })

  it('credit_record hangs from application_record, with its orphans counted', async () => {
    const folder = 'credit_card_approval_monthly_status'
    const { relationships, warnings } = detectSchema(
      new Map([
        ['credit_record', await readReal(`${folder}/credit_record`)],
        ['application_record', await readReal(`${folder}/application_record`)],
      ]),
    )
    expect(relationships).toEqual([
      {
        childTable: 'credit_record',
        childColumn: 'ID',
        parentTable: 'application_record',
        parentColumn: 'ID',
      },
    ])
    expect(warnings).toEqual([
      'application_record: 47 of 438,557 rows repeat a value of the primary key ID or lack one.',
      'credit_record.ID → application_record.ID: 270,860 of 1,048,575 rows point at no row of application_record.',
    ])
  })

  it('numbers of the Japanese file that were read as text become numbers, its "?" gaps', async () => {
    const frame = await readReal('japanese_credit/crx')
    const conformed = conformFrame(frame, detectTable('crx', frame))
    expect(conformed.columns.get('A2')).toMatchObject({ kind: 'float64' })
    expect(conformed.columns.get('A11')).toMatchObject({ kind: 'int32' })
    const missing = [...conformed.columns.values()].reduce(
      (sum, { validity }) => sum + (validity ? validity.filter((present) => present === 0).length : 0),
      0,
    )
    expect(missing).toBe(67)
  })
})
