/** How well each learner and their ensemble rank customers, beside the best that can be had. */
import type { WarningModelReport } from '@pratibimba/contract'
import { type Chart, left, right } from '../chart.ts'
import { formatShare } from '../figures.ts'
import type { ChartTheme } from '../theme.ts'
import { intervalRowsOption } from './interval-rows.ts'

type Report = Pick<WarningModelReport, 'model' | 'learners' | 'bayes'>

const BAYES = 'Best possible (hidden states known)'

export function learnerAucChart(theme: ChartTheme, { model, learners, bayes }: Report): Chart {
  const rows = [
    { name: 'Ensemble', weight: undefined, auc: model.auc, marked: true },
    ...learners.map(({ title, weight, auc }) => ({ name: capitalised(title), weight, auc, marked: false })),
    ...(bayes === null ? [] : [{ name: BAYES, weight: undefined, auc: bayes.auc, marked: false }]),
  ]
  return {
    title: findingOf({ model, learners, bayes }),
    description:
      'AUC in the test of the ensemble and of each learner (dot) with its 95% interval (line); the dashed line is the ensemble.',
    heightPx: 40 + 40 * rows.length,
    table: {
      columns: [left('Learner'), right('Weight'), right('AUC'), right('95% interval')],
      rows: rows.map(({ name, weight, auc }) => [
        name,
        weight === undefined ? '' : formatShare(weight),
        auc.value.toFixed(4),
        `${auc.low.toFixed(4)} – ${auc.high.toFixed(4)}`,
      ]),
    },
    option: intervalRowsOption(
      theme,
      rows.map(({ name, weight, auc, marked }) => ({
        name: weight === undefined ? name : `${name}, weight ${formatShare(weight, 0)}`,
        figure: auc,
        marked,
      })),
      { format: (value) => value.toFixed(3), reference: model.auc.value },
    ),
  }
}

function findingOf({ model, learners, bayes }: Report): string {
  const best = learners.reduce<Report['learners'][number] | undefined>(
    (found, one) => (found === undefined || one.auc.value > found.auc.value ? one : found),
    undefined,
  )
  const reach =
    bayes === null
      ? ''
      : `; ${(bayes.auc.value - model.auc.value).toFixed(3).replace('-', '−')} below the best possible`
  const auc = model.auc.value.toFixed(3)
  if (best === undefined) return `The ensemble reaches an AUC of ${auc}${reach}`
  const gain = model.auc.value - best.auc.value
  if (Math.abs(gain) < 0.0005) return `The ensemble ranks as well as ${best.title} alone, AUC ${auc}${reach}`
  return `The ensemble ranks ${gain > 0 ? 'better' : 'worse'} than ${best.title} alone: AUC ${auc} against ${best.auc.value.toFixed(3)}${reach}`
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
