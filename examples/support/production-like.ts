/** Stands in for a bank's own table: borrowers with names, e-mails and telephone numbers. */
import { columnOf, type Frame, frameOf } from '@pratibimba/numerics/frame'
import { CreditPortfolioGenerator } from '@pratibimba/risk/portfolios'

const given = ['Asha', 'Bruno', 'Carmen', 'Dmitri', 'Elif', 'Femi', 'Grace', 'Hiro', 'Ines', 'Jonas', 'Kavya']
const family = ['Alvarez', 'Brown', 'Chen', 'Diallo', 'Eriksson', 'Fernandes', 'Gupta', 'Haddad', 'Ito']

/** Customers as a table with personal data; the same seed gives the same table. */
export function productionLikeTable(rows: number, seed: number): Frame {
  const { borrowers } = new CreditPortfolioGenerator().generatePortfolio({
    numBorrowers: rows,
    targetDefaultRate: 0.06,
    seed,
  })
  const people = Array.from({ length: rows }, (_, i) => {
    const [first, last] = [given[i % given.length], family[(i * 7) % family.length]]
    const email = `${first}.${last}${i}@customers.example`.toLowerCase()
    return { name: `${first} ${last}`, email, phone: `+1 212 555 ${String(i % 10_000).padStart(4, '0')}` }
  })
  const key = {
    kind: 'serial',
    prefix: 'CUST-',
    width: 6,
    values: Float64Array.from(people, (_, i) => i + 1),
  }
  const text = (field: keyof (typeof people)[number]) =>
    ({ kind: 'text', values: people.map((person) => person[field]) }) as const
  return frameOf([
    ['customer_id', { ...key, kind: 'serial' }],
    ['full_name', text('name')],
    ['email', text('email')],
    ['phone', text('phone')],
    ...[...borrowers.columns].filter(([name]) => name !== 'borrower_id'),
  ])
}

/** The e-mail addresses of the table, none of which a twin may contain. */
export function emailsOf(frame: Frame): readonly string[] {
  return columnOf(frame, 'email', 'text').values
}
