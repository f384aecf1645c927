/** Works that may find nothing to do and then leave no entry. */

import type { AuditFact } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'

type Stores = Parameters<Parameters<Context['record']>[0]>[0]

class NothingToRecord<Result> extends Error {
  readonly result: Result
  constructor(result: Result) {
    super('nothing to record')
    this.result = result
  }
}

/** As `context.record`; without a fact nothing is committed and the result is answered all the same. */
export async function recordUnlessEmpty<Result>(
  context: Context,
  work: (stores: Stores) => Promise<{ readonly fact?: AuditFact; readonly result: Result }>,
): Promise<Result> {
  try {
    return await context.record<Result>(async (stores) => {
      const { fact, result } = await work(stores)
      if (fact === undefined) throw new NothingToRecord(result)
      return { fact, result }
    })
  } catch (error) {
    if (error instanceof NothingToRecord) return error.result as Result
    throw error
  }
}
