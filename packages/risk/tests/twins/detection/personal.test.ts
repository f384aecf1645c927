import type { TextColumn } from '@pratibimba/numerics/frame'
import { describe, expect, it } from 'vitest'
import { detectTable } from '../../../twins/detection/index.ts'
import { type PersonalLocale, personalColumn } from '../../../twins/personal/index.ts'
import type { PersonalKind } from '../../../twins/schema.ts'
import { type Cell, cellFrame, fill } from './cells.ts'

const ROWS = 300
const spread = (row: number) => (row * 7_919) % 9_973

function kindOf(name: string, cells: readonly Cell[]): PersonalKind | string {
  const [column] = detectTable('customers', cellFrame({ [name]: cells })).columns
  return column.personalKind ?? column.type
}

function madeUp(kind: PersonalKind, locale: PersonalLocale = 'en_US'): readonly string[] {
  return (personalColumn(kind, 3, 0, ROWS, { locale }) as TextColumn).values
}

describe('by content, whatever the column is called', () => {
  const cases: readonly (readonly [PersonalKind, readonly Cell[]])[] = [
    ['email', madeUp('email')],
    ['account_number', madeUp('account_number', 'de_DE')],
    [
      'account_number',
      ['GB33 BUKB 2020 1555 5555 55', 'DE89 3704 0044 0532 0130 00', 'FR14 2004 1010 0505 0001 3M02 606'],
    ],
    ['card_number', madeUp('card_number')],
    ['card_number', fill(ROWS, (row) => `************${1000 + row}`)],
    ['tax_number', fill(ROWS, (row) => `${100 + (row % 500)}-${10 + (row % 80)}-${1000 + row}`)],
    ['tax_number', fill(ROWS, (row) => `ABCPK${1000 + row}${'ABCDEFG'[row % 7]}`)],
    ['tax_number', fill(ROWS, (row) => `AB ${10 + (row % 80)} ${10 + (row % 70)} ${10 + (row % 60)} C`)],
    ['tax_number', ['234123412346', ...aadhaarNumbers(ROWS)]],
    ['ip_address', madeUp('ip_address')],
    ['phone', madeUp('phone')],
    ['phone', madeUp('phone', 'en_IN')],
    ['street_address', madeUp('street_address')],
    ['full_name', madeUp('full_name')],
    ['full_name', madeUp('full_name', 'en_IN')],
  ]
  it.each(cases)('%s', (kind, cells) => {
    expect(kindOf('field_7', cells)).toBe(kind)
  })
})

describe('by name and content', () => {
  const cases: readonly (readonly [string, PersonalKind, readonly Cell[]])[] = [
    ['first_name', 'given_name', madeUp('given_name')],
    ['LastName', 'family_name', madeUp('family_name', 'de_DE')],
    [
      'customer_name',
      'full_name',
      fill(ROWS, (row) => `Wang X${'abcdefgh'[row % 8]}${'abcdefgh'[(row >> 3) % 8]}o`),
    ],
    ['name', 'full_name', madeUp('full_name')],
    ['mobile', 'phone', fill(ROWS, (row) => 9_800_000_000 + spread(row))],
    ['phone_number', 'phone', fill(ROWS, (row) => String(4_155_550_000 + spread(row)))],
    ['account_number', 'account_number', fill(ROWS, (row) => 10_000_000 + spread(row))],
    ['tax_id', 'tax_number', fill(ROWS, (row) => 123_000_000 + spread(row))],
    ['ssn', 'tax_number', fill(ROWS, (row) => 123_000_000 + spread(row))],
    ['address', 'street_address', fill(ROWS, (row) => `Flat ${row}, 12 MG Road, Pune`)],
    ['zip_code', 'postal_code', fill(ROWS, (row) => 10_000 + spread(row))],
    ['city', 'city', madeUp('city')],
  ]
  it.each(cases)('%s is %s', (name, kind, cells) => {
    expect(kindOf(name, cells)).toBe(kind)
  })
})

describe('what is no personal data', () => {
  const cases: readonly (readonly [string, string, readonly Cell[]])[] = [
    ['customer_income', 'integer', fill(ROWS, (row) => 4_150_000_000 + spread(row))],
    ['income', 'integer', fill(ROWS, (row) => 1_000_000 + spread(row))],
    ['telephone', 'category', fill(ROWS, (row) => 1 + (row % 2))],
    ['FLAG_EMAIL', 'boolean', fill(ROWS, (row) => row % 2)],
    [
      'card_type',
      'category',
      fill(ROWS, (row) => ['gold', 'silver', 'classic'][row % 3].toUpperCase() + (row % 2)),
    ],
    ['account_balance', 'integer', fill(ROWS, (row) => 100_000 + spread(row))],
    ['account_id', 'identifier', fill(ROWS, (row) => 100_000 + row * 3)],
    ['merchant_name', 'category', fill(ROWS, (row) => ['Jack Wills', 'Ann Summers', 'Ted Baker'][row % 3])],
    ['family_status', 'category', fill(ROWS, (row) => ['Married', 'Single', 'Widow'][row % 3])],
    ['NAME_INCOME_TYPE', 'category', fill(ROWS, (row) => ['Working', 'Pensioner', 'Student'][row % 3])],
    ['timestamp_ms', 'integer', fill(ROWS, (row) => 1_600_000_000_000 + spread(row) * 1000)],
    ['state', 'category', fill(ROWS, (row) => ['Virginia', 'Georgia', 'Carolina', 'Texas'][row % 4])],
  ]
  it.each(cases)('%s stays %s', (name, type, cells) => {
    expect(kindOf(name, cells)).toBe(type)
  })
})

describe('quasi-identifiers', () => {
  it('a postal code that stands for many rows is a group, and proposed', () => {
    const [column] = detectTable(
      't',
      cellFrame({ postcode: fill(ROWS, (row) => 10_000 + (row % 9)) }),
    ).columns
    expect(column).toMatchObject({ type: 'category', quasiIdentifier: true })
    expect(column.personalKind).toBeUndefined()
  })

  it('outcomes, amounts, keys and personal data are not proposed', () => {
    const { columns } = detectTable(
      't',
      cellFrame({
        id: fill(ROWS, (row) => row),
        age: fill(ROWS, (row) => 20 + (row % 50)),
        gender: fill(ROWS, (row) => (row % 2 ? 'F' : 'M')),
        income: fill(ROWS, spread),
        email: madeUp('email'),
        default: fill(ROWS, (row) => row % 2),
      }),
    )
    expect(columns.filter(({ quasiIdentifier }) => quasiIdentifier).map(({ name }) => name)).toEqual([
      'age',
      'gender',
    ])
  })

  it('a less telling column is proposed when it makes rows stand out', () => {
    const age = fill(2000, (row) => 20 + (row % 50))
    const housing = fill(2000, (row) => (row % 20 === 0 ? `kind ${row % 17}` : 'rented'))
    const proposed = (columns: Record<string, readonly Cell[]>) =>
      detectTable('t', cellFrame(columns)).columns.find(({ name }) => name === 'housing')!.quasiIdentifier
    expect(proposed({ age, housing })).toBe(true)
    expect(proposed({ age, housing: housing.map((_, row) => (row % 2 ? 'owned' : 'rented')) })).toBe(false)
  })
})

/** Twelve digits whose last makes Verhoeff's sum zero, found by trying the ten. */
function aadhaarNumbers(count: number): string[] {
  return fill(count, (row) => {
    const stem = String(20_000_000_000 + row * 7_654_321).slice(0, 11)
    return [...'0123456789'].map((digit) => stem + digit).find(verhoeffByTheBook)!
  })
}

/** Verhoeff's check written from the group D₅ itself: rotations 0–4, reflections 5–9. */
function verhoeffByTheBook(digits: string): boolean {
  const multiply = (a: number, b: number) => {
    const rotation = a < 5 ? (a + b) % 5 : (a - b + 10) % 5
    if (a < 5) return b < 5 ? rotation : 5 + ((a + b - 5) % 5)
    return b < 5 ? 5 + ((a - 5 - b + 5) % 5) : rotation
  }
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  return (
    [...digits].reverse().reduce((check, digit, i) => {
      let permuted = Number(digit)
      for (let times = 0; times < i % 8; times++) permuted = permutation[permuted]
      return multiply(check, permuted)
    }, 0) === 0
  )
}
