/** Demonstration data at the first start: a portfolio, a twin, a bank's customers and credit decisions, made as ordinary jobs. */
import type { FastifyBaseLogger } from 'fastify'
import type { Context } from '../context.ts'
import { createAsJob } from '../portfolios/answer-generation.ts'
import { startClone } from '../twins/start-clone.ts'
import { storeUpload } from '../uploads/store-upload.ts'
import { generationConfig } from '../wire/generation.ts'
import { makeDemonstrationBank } from './demonstration-bank.ts'
import { makeDemonstrationCredit } from './demonstration-credit.ts'
import { jobEnded } from './job-ended.ts'

/** Fixed, so that the audit chain tells whether they were ever made: what a person removed does not come back. */
const portfolioId = 'SYNTH_20260101_000000_de40'
const uploadId = 'RAW_0000de40'
const twinId = 'TWIN_20260101_000000_de40'
const actor = 'demonstration'

const request = { num_borrowers: 10_000, include_payment_history: true, history_months: 24, seed: 2026 }

/** Starts what was never made; a failure is logged and tried again at the next start. */
export async function makeDemonstration(context: Context, log: FastifyBaseLogger): Promise<void> {
  try {
    if (await isNew(context, portfolioId)) {
      const config = generationConfig(request, request.seed)
      await createAsJob(context, config, { request, seed: request.seed, actor }, () => portfolioId)
    }
    if (await isNew(context, uploadId)) {
      const filename = 'customers_demo.csv'
      const path = await context.artifacts.scratchPath(filename)
      await context.threads.run('write-demonstration', { path, customers: 2_000, seed: 2026 })
      await storeUpload(context, [{ path, filename, table: 'customers_demo' }], actor, uploadId)
    }
    const upload = await context.uploads.get(uploadId)
    if ((await isNew(context, twinId)) && upload?.status === 'READY')
      await startClone(context, { file_id: uploadId, num_samples: 5_000, seed: 2026 }, actor, () => twinId)
    // Last, for it takes all cores for a while.
    for (const id of [portfolioId, twinId]) {
      const jobId = (await context.portfolios.get(id))?.jobId
      if (jobId !== undefined) await jobEnded(context, jobId)
    }
    await makeDemonstrationBank(context)
    await makeDemonstrationCredit(context)
  } catch (error) {
    log.error({ err: error }, 'the demonstration data could not be made')
  }
}

async function isNew({ audit }: Context, subjectId: string): Promise<boolean> {
  return (await audit.list({ subjectId, limit: 1, offset: 0 })).total === 0
}
