/** Credit decisions at the first start: applications to learn from, a model that passed its gates, decisions of the last weeks. */
import { applicationRequests, OUTCOME_DAYS, planApplications } from '@pratibimba/risk/applications'
import { reasonTableOf } from '@pratibimba/risk/decisions'
import type { DecisionRecord } from '@pratibimba/risk/ports'
import type { Context } from '../context.ts'
import type { MadeDecision } from '../credit/deciding.ts'
import type { TrainCreditPayload } from '../credit/models/train-credit.ts'
import { startMonitorCredit } from '../credit/monitoring/monitor-credit-job.ts'
import { reviewDecision } from '../credit/review-decision.ts'
import { storeUpload } from '../uploads/store-upload.ts'
import { startPipelineJob } from '../warning/pipeline/start-job.ts'
import { jobEnded } from './job-ended.ts'

const actor = 'demonstration'
/** Fixed, so that what was made once is not made again. */
const uploadId = 'RAW_0000de50'
const jobId = '20260101-0000-4000-8000-00000000de50'
const SEED = 2026
const APPLICATIONS = 8_000
const MONTHS = 24
const MONTH_DAYS = 30
const DECISIONS = 300
/** Weeks over which they were made. */
const WEEKS = 6
const AT_A_TIME = 20
/** Decisions that still wait for a person. */
const WAITING = 12
const reviewers = ['asha.rao', 'ben.okafor', 'carla.mendes']
const DAY_MS = 86_400_000

/** Goes on where it was left; a bank that has models or decisions of its own is left alone. */
export async function makeDemonstrationCredit(context: Context): Promise<void> {
  const { artifacts, audit, clock, credit, jobs, threads, uploads } = context
  const today = Math.floor(clock().getTime() / DAY_MS)
  let training = await jobs.get(jobId)
  if (training === undefined && (await credit.stores.models.list({ limit: 1, offset: 0 })).total > 0) return
  if ((await audit.list({ subjectId: uploadId, limit: 1, offset: 0 })).total === 0) {
    const filename = 'applications_demo.csv'
    const path = await artifacts.scratchPath(filename)
    // So long ago that every outcome is known today.
    const firstDay = today - OUTCOME_DAYS - MONTHS * MONTH_DAYS
    await threads.run('write-applications', {
      path,
      applications: APPLICATIONS,
      months: MONTHS,
      firstDay,
      seed: SEED,
    })
    await storeUpload(context, [{ path, filename, table: 'applications_demo' }], actor, uploadId)
  }
  if ((await uploads.get(uploadId))?.status !== 'READY') return
  if (training === undefined) {
    const payload: Omit<TrainCreditPayload, 'actor'> = {
      uploadId,
      target: 'good',
      mode: 'full',
      seed: SEED,
      promote: true,
      folds: 3,
    }
    await startPipelineJob(context, 'train-credit', payload, {
      actor,
      jobId,
      metadata: { upload_id: uploadId },
    })
  }
  training = await jobEnded(context, jobId)
  if (training.state !== 'COMPLETED') return
  await credit.deciders.refresh()
  if (credit.deciders.champion() === undefined) return
  if ((await credit.stores.decisions.list({ limit: 1, offset: 0 })).total > 0) return
  await decideSome(context, today)
  await startMonitorCredit(context, actor)
}

/** Made today, and recorded under days of the weeks before; what persons have to look at is looked at, but for the last. */
async function decideSome(context: Context, today: number): Promise<void> {
  const { clock, credit } = context
  const firstDay = today - 7 * WEEKS
  const plan = planApplications({ count: DECISIONS, months: 1, firstDay, seed: SEED + 1 })
  const requests = [...applicationRequests(plan)]
  const now = clock().getTime()
  const step = (7 * WEEKS * DAY_MS) / DECISIONS
  const forPersons: DecisionRecord[] = []
  for (let first = 0; first < requests.length; first += AT_A_TIME) {
    const made: MadeDecision[] = []
    for (const [i, { application }] of requests.slice(first, first + AT_A_TIME).entries()) {
      const brief = await credit.deciding.make({ application, explain: 'reasons', actor }, 'api')
      const one =
        brief.record.decision === 'APPROVED'
          ? brief
          : await credit.deciding.make({ application, explain: 'full', actor }, 'api')
      const decidedAt = new Date(Math.round(now - step * (DECISIONS - first - i)))
      const record = { ...one.record, decidedAt }
      made.push({ ...one, record })
      if (record.decision === 'MANUAL_REVIEW') forPersons.push(record)
    }
    await credit.recordTogether(made)
    // Whoever uses the server meanwhile comes first.
    await new Promise((resolve) => setImmediate(resolve))
  }
  for (const record of forPersons.slice(0, -WAITING)) await review(context, record)
}

async function review(
  context: Context,
  { id, score, reasonCodes, reasonTable }: DecisionRecord,
): Promise<void> {
  const outcome = score >= 0.9 ? 'APPROVED' : 'REJECTED'
  const tellable = reasonTableOf(reasonTable).entries.filter(({ told }) => told !== 'by-model')
  const reason_code = reasonCodes.find((own) => tellable.some(({ code }) => code === own)) ?? tellable[0].code
  const note =
    outcome === 'APPROVED'
      ? 'Documents seen; the instalment fits the income that they show.'
      : 'Documents seen; they do not change the assessment.'
  const reviewer = reviewers[id.charCodeAt(0) % reviewers.length]
  await reviewDecision(context, id, { outcome, reason_code, note }, reviewer)
}
