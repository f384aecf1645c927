/** Portfolios from scratch: settings, plan, passes, rows, summary. */
export type { ColumnSummary, TableSummary } from '../fidelity/index.ts'
export {
  type DemographicGroup,
  type PortfolioGenerationConfig,
  type PortfolioSettings,
  portfolioConfig,
} from './config.ts'
export { type CreditPortfolio, CreditPortfolioGenerator } from './credit-portfolio-generator.ts'
export { correlationTargets } from './dependence.ts'
export {
  type GenerationOptions,
  generatePortfolio,
  type PortfolioChunk,
  type PortfolioTotals,
} from './generate.ts'
export { type GradeBand, gradeBands } from './grades.ts'
export { type PortfolioRows, riskPass, rowsPass } from './passes.ts'
export { type PortfolioPlan, planPortfolio } from './plan.ts'
export { type Product, products } from './products.ts'
export { InvalidSettings, type SettingError, UnreachableTarget } from './settings-errors.ts'
export {
  type GradeSummary,
  type PortfolioSummarizer,
  type PortfolioSummary,
  summarizePortfolio,
} from './summary.ts'
