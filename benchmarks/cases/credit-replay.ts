/** Decisions made across ten upgrades of model and rules, decided again from their records afterwards. */
import { join } from 'node:path'
import { compose } from '../../apps/server/compose.ts'
import { readSettings } from '../../apps/server/settings.ts'
import { decideAcrossUpgrades } from '../../apps/server/tests/credit/support/upgrades.ts'
import type { BenchmarkCase } from '../harness/case.ts'
import { inScratchFolder } from '../harness/measure.ts'

const DECISIONS = Number(process.env.PRATIBIMBA_REPLAYED ?? 100_000)
const UPGRADES = 10

export const creditReplay: BenchmarkCase = {
  id: 'credit-replay',
  title: `${DECISIONS.toLocaleString('en')} credit decisions across ${UPGRADES} upgrades of model and rules, replayed from their sealed records`,
  command: 'npm run bench -- credit-replay',
  run: () =>
    inScratchFolder(async (folder) => {
      const settings = readSettings(
        { PRATIBIMBA_LOG_LEVEL: 'silent' },
        { dataDirectory: join(folder, 'data'), demo: false },
      )
      const { context, close } = await compose(settings, (error) => console.error(error))
      try {
        const { decisions, identical, models, policies, decidingSeconds, replayingSeconds } =
          await decideAcrossUpgrades(context, DECISIONS, UPGRADES)
        return [
          {
            name: 'replayed byte for byte',
            value: identical,
            unit: `of ${decisions.toLocaleString('en')}`,
            promise: { atLeast: DECISIONS },
          },
          { name: 'models that decided', value: models, unit: '', promise: { atLeast: UPGRADES + 1 } },
          { name: 'policies that decided', value: policies, unit: '', promise: { atLeast: UPGRADES + 1 } },
          { name: 'decided and recorded, one thread', value: decisions / decidingSeconds, unit: '/s' },
          { name: 'replayed, one thread', value: decisions / replayingSeconds, unit: '/s' },
        ]
      } finally {
        await close()
      }
    }),
}
