/** A panel with a known chance of a missed payment: a few strain signals, nonlinear and interacting, among many columns without any. */
import { openStream } from '@pratibimba/numerics/random'
import { LABEL_KNOWN_DAYS, type WarningFeature, type WarningPanel } from '@pratibimba/risk/warning'

export interface Planted {
  readonly panel: WarningPanel
  /** The chance each row's label was drawn with, shape [rows]. */
  readonly probability: Float64Array
}

/** 2026-01-01. */
export const FIRST_DAY = 20_454

/**
 * Customers on as-of dates.
 *
 * @param asOfDays days since 1970-01-01, ascending
 * @param columns  at least 8: the first six carry signal, one is constant, the others none
 */
export function plantedPanel(
  customers: number,
  asOfDays: readonly number[],
  columns: number,
  seed = 1,
): Planted {
  const rows = customers * asOfDays.length
  const matrix = Array.from({ length: columns }, () => new Float64Array(rows))
  const stream = openStream(seed, 'planted-panel')
  const panel = {
    customer: new Int32Array(rows),
    asOfDay: new Int32Array(rows),
    label: new Float64Array(rows),
    firstMissedDay: new Float64Array(rows).fill(Number.NaN),
    knownOnDay: new Int32Array(rows),
  }
  const probability = new Float64Array(rows)
  const thinness = Float64Array.from({ length: customers }, (_, c) => stream.at(c).normal())
  for (const [d, day] of asOfDays.entries())
    for (let c = 0; c < customers; c++) {
      const row = d * customers + c
      const draw = openStream(seed, 'planted-row').at(row)
      const strain = 0.7 * thinness[c] + 0.7 * draw.normal()
      const debits =
        draw.uniform() < 0.15 + 0.1 * (strain > 0.8 ? 1 : 0) ? 1 + Math.floor(draw.uniform() * 3) : 0
      const delay =
        draw.uniform() < 0.05 ? Number.NaN : Math.max(0, 0.6 * draw.normal() + (strain > 1 ? 1 : 0))
      const gambling = Math.exp(draw.normal())
      matrix[0][row] = strain + 0.3 * draw.normal()
      matrix[1][row] = debits
      matrix[2][row] = delay
      matrix[3][row] = -strain + 0.6 * draw.normal()
      matrix[4][row] = gambling
      matrix[5][row] = Math.round(Math.exp(6 + 0.8 * draw.normal() - 0.5 * strain))
      matrix[6][row] = 1
      for (let j = 7; j < columns; j++)
        matrix[j][row] = j % 5 === 0 ? Math.floor(draw.uniform() * 4) : draw.normal()
      const z =
        -3.6 +
        1.1 * strain +
        0.9 * debits * (strain > 0 ? 1 : 0.3) +
        0.5 * (Number.isNaN(delay) ? 0 : delay) +
        0.3 * Math.log(gambling)
      const p = 1 / (1 + Math.exp(-z))
      probability[row] = p
      panel.customer[row] = c
      panel.asOfDay[row] = day
      panel.knownOnDay[row] = day + LABEL_KNOWN_DAYS
      if (draw.uniform() < p) {
        panel.label[row] = 1
        // The worse the strain, the sooner; with gambling sooner still.
        const wait = Math.min(30, 1 + Math.floor(30 * draw.uniform() ** (1 + Math.max(0, strain))))
        panel.firstMissedDay[row] = day + (gambling > 1 ? Math.ceil(wait / 5) : 15 + Math.floor(wait / 2))
      }
    }
  return {
    panel: {
      ...panel,
      featureSet: { name: 'planted', hash: '0'.repeat(64) },
      customerIds: Array.from({ length: customers }, (_, c) => `C${String(c + 1).padStart(7, '0')}`),
      features: Array.from({ length: columns }, (_, j) => plantedFeature(j)),
      matrix: { rows, columns: matrix },
    },
    probability,
  }
}

const named = [
  ['overall_stress_score', 'Overall stress score', 'increasing'],
  ['failed_autodebits_90d', 'Failed automatic debits', 'increasing'],
  ['salary_delay_weeks_mean', 'Salary delay', 'increasing'],
  ['liquidity_ratio_mean', 'Liquidity ratio', 'decreasing'],
  ['gambling_share_90d', 'Spent on gambling', 'increasing'],
  ['lowest_balance_30d', 'Lowest balance', 'decreasing'],
] as const

function plantedFeature(j: number): WarningFeature {
  const [id, title, monotone] = named[j] ?? [`noise_${j}`, `Column ${j}`, 'free']
  return { id, title, monotone, group: 'derived', unit: j === 5 ? 'money' : j === 1 ? 'count' : 'score' }
}
