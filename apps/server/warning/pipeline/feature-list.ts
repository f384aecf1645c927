/** The features that models read, with what the model in use makes of them. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import { describeExpression, type FeatureDefinition } from '@pratibimba/risk/features'
import { advancedFeatureSet, advancedFeatures } from '@pratibimba/risk/features/advanced'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import type { WarningReport } from '@pratibimba/risk/warning'

type Catalogue = ReplyOf<Operations['listFeatures']>

/** @param importance of the model in use, the largest first */
export function featureList(importance: WarningReport['importance']): Catalogue {
  const places = new Map(
    importance.map(({ feature, meanAbsolute }, place) => [feature, { meanAbsolute, place }]),
  )
  const toWire = ({ value, ...feature }: FeatureDefinition): Catalogue['features'][number] => {
    const found = places.get(feature.id)
    const { id, title, group, unit, window, rationale, monotone, missing } = feature
    return {
      id,
      title,
      group,
      unit,
      window,
      rationale,
      monotone,
      missing,
      formula: describeExpression(value, advancedFeatureSet),
      importance: found?.meanAbsolute ?? null,
      rank: found === undefined ? null : found.place + 1,
    }
  }
  return { features: featureCatalogue.features.map(toWire), advanced: advancedFeatures.map(toWire) }
}
