/** Small portfolios whose bytes are held fast. */
import { CreditPortfolioGenerator, type PortfolioSettings } from '@pratibimba/risk/portfolios'
import { hashOf } from './bytes-of.ts'

const settings: Readonly<Record<string, PortfolioSettings>> = {
  defaults: {},
  history: {
    numBorrowers: 200,
    includePaymentHistory: true,
    historyMonths: 18,
    targetDefaultRate: 0.1,
    seed: 7,
  },
  pinned: { numBorrowers: 300, riskGradeDistribution: { D: 0.6, E: 0.4 }, targetDefaultRate: 0.18, seed: 11 },
  range: { numBorrowers: 300, dtiRange: [0.3, 0.4], seed: 5 },
  drawn: {
    numBorrowers: 300,
    rate: 'drawn',
    useCopulas: false,
    demographic: { group: 'Group_A', scoreShift: -0.5 },
  },
}

export function goldenPortfolios(): Record<string, unknown> {
  const generator = new CreditPortfolioGenerator()
  return Object.fromEntries(
    Object.entries(settings).map(([name, given]) => {
      const { borrowers, loans, payments, totals } = generator.generatePortfolio(given)
      const sha256 = {
        borrowers: hashOf([borrowers]),
        loans: hashOf([loans]),
        ...(payments && { payments: hashOf([payments]) }),
      }
      return [name, { totals, sha256 }]
    }),
  )
}
