/** The t copula: what is extreme together in the data is extreme together in the twin. */
import { compositeDegreesOfFreedom } from '../dependence/degrees-of-freedom.ts'
import type { TwinEngine } from './engine.ts'

export const tEngine: TwinEngine = {
  id: 't',
  title: 't copula',
  explanation:
    'Rank correlations are kept, and joint extremes: one mixing variable stretches all columns of a row.',
  dividesByFactor: false,
  degreesOfFreedom: (ranked) => compositeDegreesOfFreedom(ranked()),
}
