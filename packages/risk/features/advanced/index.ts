/**
 * The advanced set: the catalogue's 104 features and 37 interactions and ratios of them, 141 in all. Nothing here is fitted;
 * clipping and pruning are, inside the folds of training.
 *
 * @see docs/methods/early-warning-features.md
 */
import { featureCatalogue } from '../catalogue/index.ts'
import type { FeatureDefinition } from '../expression.ts'
import type { FeatureSet } from '../feature-set.ts'
import { interactionFeatures } from './interactions.ts'
import { ratioFeatures } from './ratios.ts'

/** The 37, each made of the catalogue's columns. */
export const advancedFeatures: readonly FeatureDefinition[] = [...interactionFeatures, ...ratioFeatures]

/** All 141 as one set that every engine computes. */
export const advancedFeatureSet: FeatureSet = {
  ...featureCatalogue,
  features: [...featureCatalogue.features, ...advancedFeatures],
}
