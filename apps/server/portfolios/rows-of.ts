/** How large a portfolio will be. */
import type { PortfolioGenerationConfig } from '@pratibimba/risk/portfolios'

/** Loans a borrower has, about. */
const LOANS_PER_BORROWER = 1.45

/** Rows of all files, about. */
export function rowsOf({
  numBorrowers,
  includePaymentHistory,
  historyMonths,
}: PortfolioGenerationConfig): number {
  const loans = numBorrowers * LOANS_PER_BORROWER
  return numBorrowers + loans + (includePaymentHistory ? loans * historyMonths : 0)
}
