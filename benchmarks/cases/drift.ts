/** Drift: how long a day's look at every feature takes, and how often PSI cries wolf. */
import { openStream } from '@pratibimba/numerics/random'
import { assessDrift, profileOf, writeProfile } from '@pratibimba/risk/monitoring'
import type { BenchmarkCase, Figure } from '../harness/case.ts'

const ROWS = 300_000
const COLUMNS = 104
/** Rows of reference and of today, and repetitions. */
const SIZES = [
  [200, 200, 8000],
  [200, 2000, 4000],
  [2000, 200, 4000],
  [2000, 2000, 3000],
  [20_000, 20_000, 600],
  [200_000, 200_000, 150],
] as const

export const drift: BenchmarkCase = {
  id: 'drift',
  title: `Drift of ${COLUMNS} features over ${ROWS.toLocaleString('en')} rows, and false alarms of PSI at 5% without drift`,
  command: 'npm run bench -- drift',
  run: async () => [...timed(), ...SIZES.flatMap(falseAlarms)],
}

function timed(): Figure[] {
  const normals = new Float64Array(ROWS)
  openStream(1, 'drift-benchmark').fillNormal(normals)
  const columns = Array.from({ length: COLUMNS }, (_, c) =>
    normals.map((_, row) => {
      const value = normals[(row * 7 + c * 131) % ROWS]
      // A third each: smooth, counts with many zeros, and with gaps.
      return c % 3 === 0
        ? value
        : c % 3 === 1
          ? Math.max(0, Math.round(3 * value))
          : value < -1
            ? Number.NaN
            : value
    }),
  )
  const features = columns.map((_, c) => ({ name: `feature ${c}`, kind: 'number' as const }))
  const matrix = { rows: ROWS, columns }
  const [profile, profileSeconds] = cpuSeconds(() => profileOf(matrix, features))
  const seconds = [1, 2, 3].map(() => cpuSeconds(() => assessDrift(profile, matrix, features))[1])
  return [
    { name: 'reference profile, CPU', value: profileSeconds, unit: 's' },
    { name: 'its file', value: writeProfile(profile).length / 1e6, unit: 'MB', promise: { atMost: 2 } },
    {
      name: 'every test of every feature, CPU, median of 3',
      value: seconds.sort((a, b) => a - b)[1],
      unit: 's',
      promise: { atMost: 3 },
    },
  ]
}

function cpuSeconds<Result>(work: () => Result): [Result, number] {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return [result, (user + system) / 1e6]
}

function falseAlarms([n, m, repetitions]: readonly [number, number, number]): Figure[] {
  const stream = openStream(2, `drift-alarms-${n}-${m}`)
  const features = [{ name: 'x', kind: 'number' as const }]
  const [reference, current] = [new Float64Array(n), new Float64Array(m)]
  let alarms = 0
  let byBand = 0
  for (let r = 0; r < repetitions; r++) {
    stream.at(r).fillUniform(reference)
    stream.fillUniform(current)
    const profile = profileOf({ rows: n, columns: [reference] }, features)
    const [{ tests }] = assessDrift(profile, { rows: m, columns: [current] }, features).features
    const { pValue, value } = tests.find(({ id }) => id === 'psi')!
    if (pValue! < 0.05) alarms++
    if (value >= 0.1) byBand++
  }
  const rows = `${n.toLocaleString('en')} rows against ${m.toLocaleString('en')}`
  const error = 4 * Math.sqrt((0.05 * 0.95) / repetitions)
  return [
    {
      name: `${rows}: alarms of the test`,
      value: (100 * alarms) / repetitions,
      unit: '%',
      promise: { atMost: Math.ceil(1000 * (0.055 + error)) / 10 },
    },
    { name: `${rows}: PSI of .1 and more`, value: (100 * byBand) / repetitions, unit: '%' },
  ]
}
