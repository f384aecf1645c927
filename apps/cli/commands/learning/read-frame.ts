/** Reading one file as a frame. */
import { basename, resolve } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import type { Frame } from '@pratibimba/numerics/frame'
import type { ReadOptions } from '@pratibimba/risk/ports'
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
