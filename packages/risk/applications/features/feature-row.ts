/** The features of one application, in microseconds. */
import { loanPurposes } from '@pratibimba/contract'
import { categoryHash, type Feature, UNKNOWN_CATEGORY } from '@pratibimba/learning/data'
import { compileRowFeatures, type RowProgram } from '../../features/rows/index.ts'
import type { Application } from '../application.ts'
import { applicationFeatures } from './catalogue.ts'
import { placeOf } from './fields.ts'
import { type ApplicationExtras, newFieldValues, readApplication } from './read-application.ts'

/** Reads the inputs of one model out of an application. Holds scratch memory: one call at a time. */
export type ApplicationReader = (
  application: Application,
  asOfDay: number,
  extras?: ApplicationExtras,
  into?: Float64Array,
) => Float64Array

let compiled: RowProgram | undefined
export const applicationProgram = (): RowProgram => (compiled ??= compileRowFeatures(applicationFeatures))

const fields = newFieldValues()
const all = new Float64Array(applicationFeatures.features.length)
const usualCodes: ReadonlyMap<string, number> = new Map(loanPurposes.map((label, code) => [label, code]))

/**
 * Every feature of an application, in the order of the catalogue; missing is NaN.
 *
 * The purpose is its place among the known purposes, UNKNOWN_CATEGORY for others: a model with labels of its own reads
 * through `openApplicationReader`.
 *
 * @param asOfDay days since 1970-01-01 on which is decided
 * @param extras what sources and early warning say of the applicant
 * @throws RangeError naming the field when a date lies after the as-of day
 * @see docs/methods/credit-applications.md
 */
export function featureRow(
  application: Application,
  asOfDay: number,
  extras: ApplicationExtras = {},
  into: Float64Array = new Float64Array(applicationFeatures.features.length),
): Float64Array {
  readApplication(application, asOfDay, extras, fields)
  fields[placeOf.loan_purpose] = usualCodes.get(application.loanPurpose) ?? UNKNOWN_CATEGORY
  return applicationProgram().row(fields, into)
}

/**
 * A reader of the inputs of a model, in the model's order and by the model's own codes of purposes.
 *
 * @param inputs of the model
 * @throws RangeError when the model reads what is no feature of an application, or a number as a label
 */
export function openApplicationReader(inputs: readonly Feature[]): ApplicationReader {
  const places = inputs.map(({ name, kind }) => {
    const place = applicationFeatures.features.findIndex(({ id }) => id === name)
    if (place < 0)
      throw new RangeError(
        `openApplicationReader: need features of applications only, got "${name}": the model was trained on another table`,
      )
    const wanted = applicationFeatures.features[place].kind
    if (wanted !== kind)
      throw new RangeError(`openApplicationReader: need "${name}" as a ${wanted}, got a ${kind}`)
    return place
  })
  const categoryAt = inputs.findIndex(({ kind }) => kind === 'category')
  const category = inputs[categoryAt]
  const codes = new Map(category?.categories?.map((label, code) => [label, code]))
  const codeOf = (label: string): number =>
    category?.hashed ? categoryHash(label) : (codes.get(label) ?? UNKNOWN_CATEGORY)
  return (application, asOfDay, extras = {}, into = new Float64Array(places.length)) => {
    featureRow(application, asOfDay, extras, all)
    for (let k = 0; k < places.length; k++) into[k] = all[places[k]]
    if (categoryAt >= 0) into[categoryAt] = codeOf(application.loanPurpose)
    return into
  }
}
