/** How a score depends on one input or two: partial dependence, individual curves, accumulated local effects. */
export { type AccumulatedEffects, type AleOptions, accumulatedLocalEffects } from './accumulated-effects.ts'
export { type AccumulatedEffects2, accumulatedLocalEffects2 } from './accumulated-effects-2.ts'
export { type DependenceCurve, type DependenceOptions, partialDependence } from './dependence.ts'
export { type DependenceSurface, partialDependence2 } from './dependence-2.ts'
export type { DependencePoint } from './grid.ts'
