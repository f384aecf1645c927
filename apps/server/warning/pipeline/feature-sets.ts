/** Feature sets that models are trained on, by name. */
import { ProblemError } from '@pratibimba/contract'
import type { FeatureSet } from '@pratibimba/risk/features'
import { advancedFeatureSet } from '@pratibimba/risk/features/advanced'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { featureSetHash, type WarningBundle } from '@pratibimba/risk/warning'

const featureSets: Readonly<Record<string, FeatureSet>> = {
  catalogue: featureCatalogue,
  advanced: advancedFeatureSet,
}

/** Whether the features of a model are what they were when it was trained. */
export function hasPresentFeatures({
  featureSet: { name, hash },
}: Pick<WarningBundle, 'featureSet'>): boolean {
  return Object.hasOwn(featureSets, name) && featureSetHash(featureSets[name]) === hash
}

/** @throws ProblemError `conflict` when they are not */
export function featuresOfModel(bundle: Pick<WarningBundle, 'featureSet'>): FeatureSet {
  if (!hasPresentFeatures(bundle))
    throw new ProblemError(
      'conflict',
      `The model was trained on another version of the ${bundle.featureSet.name} features, so that its scores would mean something else; POST /retraining/trigger trains one anew.`,
    )
  return featureSets[bundle.featureSet.name]
}
