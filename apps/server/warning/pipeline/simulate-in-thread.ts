/** A simulated bank, in threads: first its lake, then what the online store keeps of it. */
import { writeHouseholds } from '@pratibimba/adapters/households'
import { openLake } from '@pratibimba/adapters/lake'
import { openCompute } from '@pratibimba/adapters/workers'
import { type LakeManifest, planHouseholds } from '@pratibimba/risk/households'
import type { Progress } from '../../threads/progress.ts'
import { customersOf } from './bank-rows.ts'
import { loadOnline } from './load-online.ts'

export interface BankToSimulate {
  readonly directory: string
  readonly customers: number
  readonly days: number
  readonly seed: number
  /** Days since 1970-01-01. */
  readonly lastDay: number
  readonly threads: number
}

/** Futures lived through for the chance of a missed payment that only a simulator knows, and of how many customers. */
const TRUTH_PATHS = 32
const TRUTH_CUSTOMERS = 500

export async function simulateBank(bank: BankToSimulate, progress: Progress): Promise<LakeManifest> {
  const { directory, customers, days, seed, lastDay, threads } = bank
  const run = planHouseholds({
    customers,
    days,
    seed,
    start: lastDay - days + 1,
    truthPaths: TRUTH_PATHS,
    truthCustomers: TRUTH_CUSTOMERS,
  })
  const compute = openCompute(threads)
  try {
    return await writeHouseholds(run, directory, compute, {
      overwrite: true,
      onProgress: (share) => progress(share, 'Living through the days of all households'),
    })
  } finally {
    await compute.close()
  }
}

export interface BankToLoad {
  readonly directory: string
  readonly databaseUrl: string
}

/** Puts the customers of a lake in the place of the simulated ones before. */
export async function loadBank(
  { directory, databaseUrl }: BankToLoad,
  progress: Progress,
): Promise<{ replaced: number; online: number }> {
  const lake = await openLake(directory)
  return loadOnline({ lake, databaseUrl, customers: customersOf(lake), replaces: ['simulated'] }, progress)
}
