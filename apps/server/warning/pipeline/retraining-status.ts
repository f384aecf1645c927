/** Whether a model is being trained, and what came of the last training. */
import type { Operations, ReplyOf } from '@pratibimba/contract'
import type { Job, ModelStore } from '@pratibimba/risk/ports'
import type { Context } from '../../context.ts'
import { hasEnded } from '../../jobs/job-state.ts'
import { readSchedule } from './schedule.ts'
import { versionOf } from './train-warning.ts'

type Status = ReplyOf<Operations['retrainingStatus']>

const RECENT = 20
const ALERTS = 100

export async function retrainingStatus(context: Context): Promise<Status> {
  const { stores } = context.warning
  const [{ jobs }, schedule, { alerts }] = await Promise.all([
    context.jobs.list({ kind: 'train-warning', limit: RECENT, offset: 0 }),
    readSchedule(stores.references),
    stores.alerts.list({ state: ['open'], limit: ALERTS, offset: 0 }),
  ])
  const going = jobs.find((job) => !hasEnded(job))
  const last = jobs.find(hasEnded)
  const training = schedule.find(({ step }) => step === 'training')
  return {
    state: going === undefined ? 'idle' : going.state === 'RUNNING' ? 'running' : 'waiting',
    job_id: going?.id ?? null,
    progress: going?.progress ?? 0,
    stage: going?.stage ?? 'Nothing is being trained.',
    last: last === undefined ? null : await endOf(stores.models, last),
    schedule: training?.cron ?? 'never',
    next_run_at: training?.nextRunAt?.toISOString() ?? null,
    reasons_open: alerts
      .filter(({ opensRetraining }) => opensRetraining)
      .map(({ title, text }) => `${title}: ${text}`),
  }
}

async function endOf(models: ModelStore, job: Job): Promise<NonNullable<Status['last']>> {
  const model = await models.get(versionOf(job))
  return {
    job_id: job.id,
    state: job.state,
    finished_at: job.finishedAt?.toISOString() ?? null,
    model_version: model?.version ?? null,
    decision: decisionOf(job, model?.transitions[0], model?.reason),
  }
}

function decisionOf(
  { state, failure }: Job,
  first: { readonly to: string; readonly reason: string } | undefined,
  reason: string | undefined,
): string {
  if (state === 'CANCELLED') return 'The training was cancelled; the model in use stays.'
  if (state === 'FAILED')
    return `The training failed; the model in use stays. ${failure?.detail ?? ''}`.trim()
  if (first === undefined)
    return `Kept for comparison: it was not to be promoted by itself. ${reason ?? ''}`.trim()
  return first.to === 'champion' ? `Promoted. ${first.reason}` : `Kept the model in use. ${first.reason}`
}
