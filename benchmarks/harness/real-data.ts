/** Public data that is read where it lies and never copied into the project. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.env.PRATIBIMBA_PUBLIC_DATA ?? join(import.meta.dirname, '../../../shared/data')

/** The path of a file of the data folder; undefined where it is not there. */
export function realData(name: string): string | undefined {
  const path = join(folder, name)
  return existsSync(path) ? path : undefined
}
