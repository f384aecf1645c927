/** Simulates the customers of a bucket and writes its files, on whichever thread takes it. */
import { type HouseholdRun, type LakeTable, simulateHouseholds } from '@pratibimba/risk/households'
import type { TaskKind } from '@pratibimba/risk/ports'
import { type LakePart, openBucketWriter, rowGroupRows } from '../lake/bucket-writer.ts'

const MONTH_DAYS = 365.25 / 12

export interface BucketSetup {
  readonly run: HouseholdRun
  readonly directory: string
  readonly buckets: number
}

export interface BucketPiece {
  readonly bucket: number
  /** Indices of its customers, ascending. */
  readonly customers: Int32Array
}

export const householdBucket: TaskKind<BucketSetup, BucketPiece, Promise<LakePart[]>> = {
  kind: 'household-bucket',
  open({ run, directory, buckets }) {
    const groupRows = rowGroupRows(Math.ceil((run.lastDay - run.firstDay + 1) / MONTH_DAYS))
    return async ({ bucket, customers }) => {
      const writer = openBucketWriter({ directory, buckets, bucket }, undefined, { groupRows })
      try {
        for (const batch of simulateHouseholds(run, customers))
          for (const [table, frame] of Object.entries(batch)) await writer.write(table as LakeTable, frame)
        return await writer.close()
      } catch (error) {
        await writer.abort()
        throw error
      }
    }
  },
}
