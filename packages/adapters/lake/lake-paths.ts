/** Where the files of a lake are. */
import { join } from 'node:path'
import type { LakeTable } from '@pratibimba/risk/households'

export const MANIFEST = 'manifest.json'
/** Stands in a directory from the first file of a lake to its manifest. */
export const UNFINISHED = 'unfinished.json'
/** A lake being written beside the one it is to replace, and the one that it has replaced. */
export const REPLACEMENT = '.replacement'
export const REPLACED = '.replaced'
/** Hash and name of every file, as `sha256sum --check` reads them. */
export const CHECKSUMS = 'SHA256SUMS'

/** Tables that have a file in every bucket, if an empty one. */
export const everywhere = ['customers', 'accounts', 'transactions', 'payments'] as const satisfies LakeTable[]

/** `transactions/bucket=007`, with slashes on every platform. */
export function bucketName(table: LakeTable, bucket: number): string {
  return `${table}/bucket=${String(bucket).padStart(3, '0')}`
}

export function bucketDirectory(lake: string, table: LakeTable, bucket: number): string {
  return join(lake, table, `bucket=${String(bucket).padStart(3, '0')}`)
}
