/** Gaussian copulas along the common factor: tails that hang together on one side only. */
import type { TwinEngine } from './engine.ts'

export const factorEngine: TwinEngine = {
  id: 'factor',
  title: 'Gaussian copulas along the common factor',
  explanation:
    'Rows are divided by what all continuous columns share, finely at both ends; each part has its own copula, so that a lower tail can hang together while the upper one does not.',
  dividesByFactor: true,
  degreesOfFreedom: () => null,
}
