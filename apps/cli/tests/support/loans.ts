/** Made-up loans whose outcome hangs on income, utilisation and late payments. */

export interface Loan {
  id: number
  income: number | string
  utilisation: number | string
  late: number
  purpose: string
  sex: string
  weight: number | string
  customer: string
  opened: string
  default: number | string
}

export function loans(rows: number): Loan[] {
  let state = 12345
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: rows }, (_, i) => {
    const income = Math.round(12_000 + 60_000 * random() ** 2)
    const utilisation = Number(random().toFixed(3))
    const late = Math.floor(random() ** 3 * 6)
    const purpose = ['car', 'home', 'boat', 'trip'][Math.floor(random() * 4)]
    const z = -1.5 - income / 25_000 + 3 * utilisation + 0.8 * late + (purpose === 'boat' ? 0.6 : 0)
    return {
      id: i + 1,
      income: random() < 0.05 ? '' : income,
      utilisation,
      late,
      purpose,
      sex: random() < 0.5 ? 'F' : 'M',
      weight: Number((0.5 + random()).toFixed(2)),
      customer: `C${Math.floor(i / 3)}`,
      opened: new Date(Date.UTC(2020, 0, 1) + i * 864e5).toISOString().slice(0, 10),
      default: random() < 1 / (1 + Math.exp(-z)) ? 1 : 0,
    }
  })
}

export function csv(rows: readonly object[]): string {
  return `${[Object.keys(rows[0]), ...rows.map((row) => Object.values(row))].map((cells) => cells.join(',')).join('\n')}\n`
}
