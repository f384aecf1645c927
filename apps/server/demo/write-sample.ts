/** A customer file as a bank might upload it: names, contact data and one loan each, all made up. Runs in a thread. */
import { base, en, Faker, generateMersenne53Randomizer } from '@faker-js/faker'
import { openTables } from '@pratibimba/adapters/tables'
import { type Column, columnOf, type Frame, frameOf, frameSchema } from '@pratibimba/numerics/frame'
import { CreditPortfolioGenerator } from '@pratibimba/risk/portfolios'

export interface SampleFile {
  readonly path: string
  readonly customers: number
  readonly seed: number
}

/** Joins borrowers with their first loan, puts persons before them, and writes CSV. */
export async function writeSample({ path, customers, seed }: SampleFile): Promise<void> {
  const { borrowers, loans } = new CreditPortfolioGenerator().generatePortfolio({
    numBorrowers: customers,
    seed,
  })
  const tables = await openTables({ threads: 1 })
  try {
    const frame = frameOf([
      ['customer_id', columnOf(borrowers, 'borrower_id')],
      ...personColumns(borrowers.rows, seed),
      ...[...borrowers.columns].filter(([name]) => name !== 'borrower_id'),
      ...firstLoans(borrowers, loans),
    ])
    const sink = await tables.openSink(path, frameSchema(frame), { format: 'csv' })
    await sink.write(frame)
    await sink.close()
  } finally {
    await tables.close()
  }
}

function personColumns(rows: number, seed: number): [string, Column][] {
  const faker = new Faker({ locale: [en, base], randomizer: generateMersenne53Randomizer(seed) })
  const names: string[] = []
  const emails: string[] = []
  const phones: string[] = []
  for (let row = 0; row < rows; row++) {
    const firstName = faker.person.firstName()
    const lastName = faker.person.lastName()
    names.push(`${firstName} ${lastName}`)
    emails.push(faker.internet.email({ firstName, lastName, provider: 'example.com' }).toLowerCase())
    phones.push(faker.phone.number({ style: 'international' }))
  }
  const text = (values: string[]): Column => ({ kind: 'text', values })
  return [
    ['full_name', text(names)],
    ['email', text(emails)],
    ['phone', text(phones)],
  ]
}

const joined = [
  'loan_type',
  'principal',
  'interest_rate',
  'term_months',
  'origination_date',
  'status',
] as const

/** Loans come in the order of their borrowers, so the first of each is found in one pass; every borrower has one. */
function firstLoans(borrowers: Frame, loans: Frame): [string, Column][] {
  const owner = columnOf(loans, 'borrower_id', 'serial').values
  const wanted = columnOf(borrowers, 'borrower_id', 'serial').values
  const rows = new Int32Array(borrowers.rows)
  for (let row = 0, loan = 0; row < rows.length; row++) {
    while (owner[loan] !== wanted[row]) loan++
    rows[row] = loan
  }
  return joined.map((name) => [name === 'status' ? 'loan_status' : name, pick(columnOf(loans, name), rows)])
}

function pick(column: Column, rows: Int32Array): Column {
  if (column.kind === 'text') return { ...column, values: [...rows].map((row) => column.values[row]) }
  const values = column.values.slice(0, rows.length)
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]]
  const { validity } = column
  return {
    ...column,
    values,
    ...(validity && { validity: Uint8Array.from(rows, (row) => validity[row]) }),
  } as Column
}
