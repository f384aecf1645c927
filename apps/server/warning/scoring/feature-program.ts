/** The program that computes the features of the model in use, in the model's order. */
import { ProblemError } from '@pratibimba/contract'
import { compileFeatures, type FeatureProgram, type FeatureSet } from '@pratibimba/risk/features'
import { advancedFeatureSet } from '@pratibimba/risk/features/advanced'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { featureSetHash, type WarningModel } from '@pratibimba/risk/warning'

const featureSets: Readonly<Record<string, FeatureSet>> = {
  catalogue: featureCatalogue,
  advanced: advancedFeatureSet,
}

export interface ModelProgram {
  readonly program: FeatureProgram
  /** Of each feature of the set, its place in the model; −1 where the model does not have it. */
  readonly toModel: Int32Array
}

const compiled = new Map<string, FeatureProgram>()
const ofModels = new WeakMap<WarningModel, ModelProgram>()

/** The program of a set, compiled once. */
export function programOf(name: string): FeatureProgram | undefined {
  const set = Object.hasOwn(featureSets, name) ? featureSets[name]! : undefined
  if (set === undefined) return undefined
  let program = compiled.get(name)
  if (program === undefined) {
    program = compileFeatures(set)
    compiled.set(name, program)
  }
  return program
}

/** @throws ProblemError `conflict` when the model was trained on features that are others by now */
export function modelProgram(model: WarningModel): ModelProgram {
  const known = ofModels.get(model)
  if (known !== undefined) return known
  const { features, featureSet } = model.bundle
  const program = programOf(featureSet.name)
  if (program === undefined || featureSetHash(program.set) !== featureSet.hash)
    throw new ProblemError(
      'conflict',
      `The model in use was trained on another version of the features "${featureSet.name}": its scores would mean something else. POST /retraining/trigger trains a new one.`,
    )
  const place = new Map(features.map(({ id }, index) => [id, index]))
  const made = {
    program,
    toModel: Int32Array.from(program.set.features, ({ id }) => place.get(id) ?? -1),
  }
  ofModels.set(model, made)
  return made
}
