/** How many customers of a small bank are in each tier of urgency, and what became of them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openLake } from '@pratibimba/adapters/lake'
import { panelOfLake, scoredFrames } from '@pratibimba/adapters/warning'
import { parseDay } from '@pratibimba/numerics/calendar'
import { featureCatalogue } from '@pratibimba/risk/features/catalogue'
import { type DatedScore, defaultInterventionPolicy, tierOf } from '@pratibimba/risk/interventions'
import { levelOf, openWarningModel } from '@pratibimba/risk/warning'
import type { BenchmarkCase, Figure } from '../harness/case.ts'
import { inScratchFolder, measureProgram } from '../harness/measure.ts'

const CUSTOMERS = 2_000
const DAYS = 260
const HORIZONS = [3, 7, 30]
/** Of the scores that a trend looks at. */
const DAYS_APART = 3

export const warningTiers: BenchmarkCase = {
  id: 'warning-tiers',
  title: 'Tiers of urgency of a small bank, and who missed',
  command: `npx pratibimba households --customers ${CUSTOMERS} --days ${DAYS} --out bank && npx pratibimba warning train bank --out bank.model`,
  run: () =>
    inScratchFolder(async (folder) => {
      const size = ['--customers', String(CUSTOMERS), '--days', String(DAYS)]
      await measureProgram(['households', ...size, '--out', 'bank'], folder)
      await measureProgram(['warning', 'train', 'bank', '--out', 'bank.model'], folder)
      return figures(join(folder, 'bank'), join(folder, 'bank.model'))
    }),
}

/** Of the last three as-of dates with labels together; customers learnt from are among them, outcomes of these dates are not. */
async function figures(bank: string, modelPath: string): Promise<Figure[]> {
  const lake = await openLake(bank)
  const model = openWarningModel(await readFile(modelPath))
  const panel = await panelOfLake(lake, featureCatalogue, { name: 'catalogue' })
  const firstMissed = new Map<string, number>()
  for (let row = 0; row < panel.asOfDay.length; row++)
    firstMissed.set(
      `${panel.asOfDay[row]} ${panel.customerIds[panel.customer[row]]}`,
      panel.firstMissedDay[row],
    )
  const policy = defaultInterventionPolicy
  const inTier = new Map<number, number[]>([1, 2, 3].map((tier) => [tier, []]))
  for (const asOf of lake.manifest.label_dates.slice(-3).map(parseDay)) {
    const days = [4, 3, 2, 1, 0].map((ago) => asOf - DAYS_APART * ago)
    const history = new Map<string, (DatedScore & { imminent: number })[]>()
    for await (const { customerId, asOfDay, scores } of scoredFrames(lake, featureCatalogue, model, days, {}))
      for (const [row, id] of customerId.entries()) {
        const own = history.get(id) ?? []
        history.set(id, own)
        own.push({ day: asOfDay[row], probability: scores.riskScore[row], imminent: scores.imminent[row] })
      }
    for (const [id, dated] of history) {
      const latest = dated.find(({ day }) => day === asOf)
      const missedOn = firstMissed.get(`${asOf} ${id}`)
      if (latest === undefined || missedOn === undefined) continue
      const facts = {
        level: levelOf(latest.probability, model.bundle.levels),
        imminentProbability: latest.imminent,
        scores: dated,
      }
      const tier = tierOf(facts, policy)
      if (tier !== null) inTier.get(tier)!.push(missedOn - asOf)
    }
  }
  return [...inTier].flatMap(([tier, waits]) => [
    { name: `tier ${tier}, three dates together`, value: waits.length, unit: 'customers' },
    ...HORIZONS.map((days) => ({
      name: `  of these missed within ${days} days`,
      value: waits.filter((wait) => wait <= days).length / Math.max(1, waits.length),
      unit: '',
    })),
  ])
}
