/** The Gaussian copula: dependence by correlation alone, none in the tails. */
import type { TwinEngine } from './engine.ts'

export const gaussianEngine: TwinEngine = {
  id: 'gaussian',
  title: 'Gaussian copula',
  explanation: 'Rank correlations are kept; extremes of different columns do not come together beyond them.',
  dividesByFactor: false,
  degreesOfFreedom: () => null,
}
