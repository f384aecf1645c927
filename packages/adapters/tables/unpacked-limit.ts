/** The refusal of a small file that would unpack to more than the caller has room for. */
import { TableError } from '@pratibimba/risk/ports'

export function tooLarge(what: string, maxUnpackedBytes: number): TableError {
  const mebibytes = (maxUnpackedBytes / 1024 ** 2).toLocaleString('en-US', { maximumFractionDigits: 1 })
  return new TableError('too_large', `${what} unpacks to more than ${mebibytes} MiB; split the data.`)
}
