/** What only a simulator knows: the chance of a missed payment, given everything. */
import type { Lake } from '../lake/index.ts'
import { numbersOf, textsOf } from '../lake/named-values.ts'

/** By as-of day, then by customer; those whose futures were not simulated are left out. @throws LakeError */
export async function truthOfLake(lake: Lake): Promise<Map<number, Map<string, number>>> {
  const truth = new Map<number, Map<string, number>>()
  for (let bucket = 0; bucket < lake.manifest.buckets; bucket++)
    for await (const frame of lake.frames('truth', bucket, [
      'customer_id',
      'as_of_date',
      'miss_probability',
    ])) {
      const id = textsOf(frame, 'customer_id')
      const day = numbersOf(frame, 'as_of_date')
      const probability = numbersOf(frame, 'miss_probability')
      for (let row = 0; row < frame.rows; row++) {
        if (Number.isNaN(probability(row))) continue
        const ofDay = truth.get(day(row)) ?? new Map<string, number>()
        truth.set(day(row), ofDay)
        ofDay.set(id(row), probability(row))
      }
    }
  return truth
}
