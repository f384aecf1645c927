/** Reading one file as a frame. */
import { basename, resolve } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import type { Frame } from '@pratibimba/numerics/frame'
import type { ReadOptions } from '@pratibimba/risk/ports'
import { conformFrame, detectSchema } from '@pratibimba/risk/twins'
import type { Call } from '../../command-line/handler.ts'
import { number } from '../../output/wording.ts'

/** Rows that cannot be read are left out, and told. @throws TableError */
export async function readFrame(
  path: string,
  { reporter, signal }: Pick<Call, 'reporter' | 'signal'>,
  options?: ReadOptions,
): Promise<Frame> {
  const tables = await openTables()
  try {
    signal.throwIfAborted()
    reporter.progress(0, `reading ${basename(path)}`)
    const { frame, rejected, rejectedCount } = await tables.read(resolve(path), options)
    if (rejectedCount > 0)
      reporter.note(
        `${number(rejectedCount)} rows of ${basename(path)} were left out, first line ${rejected[0].line}: ${rejected[0].reason}`,
      )
    return frame
  } finally {
    await tables.close()
  }
}

/** Read as `train` reads it: numbers and dates written as text are numbers and dates, `?` and `N/A` are gaps. */
export async function readConformed(
  path: string,
  call: Pick<Call, 'reporter' | 'signal'>,
): Promise<{ frame: Frame; primaryKey: string | null }> {
  const frame = await readFrame(path, call)
  const [table] = detectSchema(new Map([['data', frame]])).tables
  return { frame: conformFrame(frame, table), primaryKey: table.primaryKey }
}
