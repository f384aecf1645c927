/**
 * A scorecard a committee can read: each column cut into bins whose default rate goes one way, points for each bin, the
 * card as SQL for the database where the applications lie, and three applicants with their points and PD.
 *
 *     node examples/credit-scorecard.ts [--borrowers 20000] [--seed 42] [--out DIR]
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { takeRows } from '@pratibimba/learning/data'
import { aucInterval, ksStatistic } from '@pratibimba/learning/metrics'
import { predictions } from '@pratibimba/learning/models'
import { attributePoints, fitScorecard, scorecardPoints, scorecardSql } from '@pratibimba/learning/scorecard'
import { holdout } from '@pratibimba/learning/splitting'
import { columnOf, valueAt } from '@pratibimba/numerics/frame'
import { generateApplications } from './support/applications.ts'
import { readOptions } from './support/options.ts'
import { count, percent, printTable } from './support/table.ts'

const options = readOptions(20_000, [], 2000)
const { frame, features, data } = generateApplications(options.borrowers, 0.06, options.seed)
const { train, test } = holdout(
  data.rows,
  { train: 0.7, test: 0.3 },
  { seed: options.seed, label: data.label },
)
// Neighbouring bins that do not differ beyond chance are one. 600 points are odds of 50 : 1, and 20 more double them.
const card = fitScorecard(takeRows(data, train), features, {
  binning: { maxBins: 6, maxPValue: 0.05 },
  scaling: { basePoints: 600, baseOdds: 50, pdo: 20 },
})

console.log(
  `${count(train.length)} applications learnt from, ${count(card.report.events)} of them defaulted\n`,
)
printTable(
  ['column', 'bin', 'applications', 'default rate', 'weight of evidence', 'points'],
  card.attributes.flatMap(({ binned, points }) =>
    binned.bins.flatMap(({ label, share, eventRate, woe }, bin) =>
      share === 0
        ? []
        : [
            [
              binned.feature.name,
              label,
              percent(share, 1),
              percent(eventRate),
              woe.toFixed(3),
              String(points[bin]),
            ],
          ],
    ),
  ),
)
console.log('\nInformation value of every column:')
printTable(
  ['column', 'IV', 'in the card'],
  card.report.candidates.map(({ name, informationValue }) => [
    name,
    informationValue.toFixed(3),
    card.attributes.some(({ binned }) => binned.feature.name === name) ? 'yes' : '',
  ]),
)

const held = takeRows(data, test)
const points = scorecardPoints(card, held)
const pds = predictions(card, held)
const area = aucInterval(held.label, pds)
const { ks } = ksStatistic(held.label, pds)
console.log(`\non ${count(held.rows)} others:`)
console.log(
  `AUC ${area.value.toFixed(4)} [${area.lower.toFixed(4)}–${area.upper.toFixed(4)}], Gini ${(2 * area.value - 1).toFixed(4)}, KS ${ks.toFixed(4)}`,
)

const sql = join(options.out(), 'scorecard.sql')
await writeFile(
  sql,
  `${scorecardSql(card, { table: 'applications', dialect: 'postgres', carry: ['borrower_id'] })};\n`,
)
console.log(`\n${sql}  points, score and PD of every row of the table applications\n`)

// Three of them: few points, a middling number, many.
const byPoints = [...points.keys()].sort((a, b) => points[a] - points[b])
const three = [0.02, 0.5, 0.98].map((share) => byPoints[Math.floor(share * byPoints.length)])
const ids = columnOf(frame, 'borrower_id')
const parts = attributePoints(card, held)
printTable(
  ['points of', ...card.attributes.map(({ binned }) => binned.feature.name), 'sum', 'PD'],
  three.map((row) => [
    String(valueAt(ids, test[row])),
    ...parts.map((each) => String(each[row])),
    String(points[row]),
    percent(pds[row]),
  ]),
)
