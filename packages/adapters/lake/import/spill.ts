/** Rows set down by bucket, so that no more than one bucket's need to be in memory. */
import { createReadStream } from 'node:fs'
import { appendFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { bucketOf } from '@pratibimba/risk/households'

/** Characters held over all buckets before they are written. */
const MOST_HELD = 8 << 20

export interface Spill<Row> {
  add(customerId: string, row: Row): Promise<void>
  flush(): Promise<void>
  /** Rows of a bucket in the order they were added. */
  read(bucket: number): AsyncGenerator<Row>
  drop(bucket: number): Promise<void>
}

/** @param directory is made; whoever made it for the import removes it */
export async function openSpill<Row>(directory: string, buckets: number): Promise<Spill<Row>> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const held = new Map<number, string[]>()
  const written = new Set<number>()
  let size = 0
  const path = (bucket: number): string => join(directory, `bucket-${bucket}.jsonl`)
  const flush = async (): Promise<void> => {
    for (const [bucket, lines] of held) {
      await appendFile(path(bucket), `${lines.join('\n')}\n`, { mode: 0o600 })
      written.add(bucket)
    }
    held.clear()
    size = 0
  }
  return {
    async add(customerId, row) {
      const bucket = bucketOf(customerId, buckets)
      const line = JSON.stringify(row)
      const lines = held.get(bucket)
      if (lines === undefined) held.set(bucket, [line])
      else lines.push(line)
      size += line.length
      if (size > MOST_HELD) await flush()
    },
    flush,
    async *read(bucket) {
      if (!written.has(bucket)) return
      for await (const line of createInterface({
        input: createReadStream(path(bucket)),
        crlfDelay: Infinity,
      }))
        yield JSON.parse(line) as Row
    },
    drop: (bucket) => rm(path(bucket), { force: true }),
  }
}
