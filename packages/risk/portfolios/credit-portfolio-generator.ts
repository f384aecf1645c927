/** The generator as a class, for portfolios that fit in memory. */
import type { Frame } from '@pratibimba/numerics/frame'
import { type PortfolioGenerationConfig, type PortfolioSettings, portfolioConfig } from './config.ts'
import { type PortfolioTotals, selectionOf } from './generate.ts'
import { type PortfolioRows, riskPass, rowsPass } from './passes.ts'
import { planPortfolio } from './plan.ts'

/** A whole portfolio in memory. */
export interface CreditPortfolio extends Omit<PortfolioRows, 'defaults'> {
  readonly config: PortfolioGenerationConfig
  readonly totals: PortfolioTotals
  /** Share of borrowers in default. */
  readonly defaultRate: number
}

/** Generates portfolios on the calling thread, by the same passes as `generatePortfolio`. */
export class CreditPortfolioGenerator {
  /**
   * @throws InvalidSettings, UnreachableTarget
   */
  generatePortfolio(settings: PortfolioSettings = {}): CreditPortfolio {
    const config = portfolioConfig(settings)
    const plan = planPortfolio(config)
    const everybody = { start: 0, end: config.numBorrowers }
    const selection =
      plan.defaults === undefined ? undefined : selectionOf(plan, [riskPass.open(plan)(everybody)])
    const { defaults, ...rows } = rowsPass.open({ plan, ...(selection && { selection }) })({
      ...everybody,
      weightBefore: 0n,
    })
    const defaultRate = defaults / config.numBorrowers
    return {
      ...rows,
      config,
      defaultRate,
      totals: {
        numBorrowers: config.numBorrowers,
        numLoans: rows.loans.rows,
        numPayments: rows.payments?.rows ?? 0,
        defaults,
        achievedDefaultRate: defaultRate,
      },
    }
  }

  /** The tables of a portfolio. */
  portfolioToDataframe({ borrowers, loans }: CreditPortfolio): { borrowers: Frame; loans: Frame } {
    return { borrowers, loans }
  }
}
