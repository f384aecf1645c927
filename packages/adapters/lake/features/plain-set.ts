/** Feature sets as plain data, so that they can be sent to threads: functions of signals become their eight weeks. */
import { type Expression, type FeatureSet, SIGNAL_WEEKS, type Signal } from '@pratibimba/risk/features'

export interface PlainFeatureSet extends Omit<FeatureSet, 'signals'> {
  readonly signals: readonly (Omit<Signal, 'week'> & { readonly weeks: readonly Expression[] })[]
}

export function plainSet({ measures, features, signals }: FeatureSet): PlainFeatureSet {
  return {
    measures,
    features,
    signals: signals.map(({ week, ...signal }) => ({
      ...signal,
      weeks: Array.from({ length: SIGNAL_WEEKS }, (_, index) => week(index)),
    })),
  }
}

export function featureSetOf({ measures, features, signals }: PlainFeatureSet): FeatureSet {
  return {
    measures,
    features,
    signals: signals.map(({ weeks, ...signal }) => ({ ...signal, week: (index) => weeks[index] })),
  }
}
