/** One small training that several tests look at. */
import { trainWarning, type WarningTraining } from '@pratibimba/risk/warning'
import { FIRST_DAY, type Planted, plantedPanel } from './planted-panel.ts'

export const planted: Planted = plantedPanel(4_000, [FIRST_DAY, FIRST_DAY + 35, FIRST_DAY + 70], 14)

let training: Promise<WarningTraining> | undefined

export function trained(): Promise<WarningTraining> {
  training ??= trainWarning(
    planted.panel,
    { seed: 3, trials: 1, folds: 3, checkShuffled: true },
    { clock: () => 0 },
  )
  return training
}
