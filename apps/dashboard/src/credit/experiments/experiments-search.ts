/** Which page of the experiments is shown, and which figure of an experiment. */
import { laterPage, oneOrNone } from '../../parts/search-values.ts'

export function readExperimentsSearch(search: Record<string, unknown>): { page?: number; create?: true } {
  return { page: laterPage(search.page), create: search.create === true ? true : undefined }
}

const otherFigures = ['mean_pd', 'auc'] as const

/** Approval rates where no figure is named. */
export function readExperimentSearch(search: Record<string, unknown>): {
  figure?: (typeof otherFigures)[number]
} {
  return { figure: oneOrNone(otherFigures, search.figure) }
}
