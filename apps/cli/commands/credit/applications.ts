/** `pratibimba credit applications`: applications for credit with known truth, into files or a database. */
import { formatDay, parseDay } from '@pratibimba/numerics/calendar'
import type { Column } from '@pratibimba/numerics/frame'
import {
  type ApplicationBlock,
  type ApplicationPlan,
  generateApplications,
  planApplications,
} from '@pratibimba/risk/applications'
import { formatOf } from '../../command-line/call-parts.ts'
import { UsageError } from '../../command-line/failures.ts'
import type { Handler } from '../../command-line/handler.ts'
import type { Reporter } from '../../command-line/reporter.ts'
import { openDestination, writeInto } from '../../output/destination.ts'
import { count, describeFiles, percent } from '../../output/wording.ts'

/** The seed of a run that names none. */
const USUAL_SEED = 42

export const creditApplications: Handler = async ({ flags, reporter, signal }) => {
  const started = performance.now()
  const plan = planOf(flags)
  const { options } = plan
  const destination = await openDestination(
    (flags.out as string | undefined) ?? `applications-${options.seed}`,
    {
      format: formatOf(flags),
      overwrite: flags.overwrite === true,
    },
  )
  const tally = { rows: 0, accepted: 0, badAccepted: 0, defaults: 0 }
  const written = await writeInto(
    destination,
    blocks(plan, reporter, signal),
    (block) => ({
      applications: block.applications,
      protected_attributes: block.protected,
      truth: block.truth,
    }),
    (block) => add(tally, block),
  )
  const seconds = (performance.now() - started) / 1000
  const lastDay = options.firstDay + Math.floor(((options.count - 1) / options.count) * options.months * 30)
  return {
    json: {
      out: destination.name,
      applications: tally.rows,
      accepted: tally.accepted,
      would_default_rate: tally.defaults / tally.rows,
      accepted_default_rate: tally.accepted === 0 ? null : tally.badAccepted / tally.accepted,
      first_day: formatDay(options.firstDay),
      last_day: formatDay(lastDay),
      seed: options.seed,
      seconds,
      files: written,
    },
    lines: [
      `${count(tally.rows, 'application')} from ${formatDay(options.firstDay)} to ${formatDay(lastDay)} in ${seconds.toFixed(1)} s, into ${destination.name}`,
      `${percent(tally.accepted / tally.rows)} accepted${tally.accepted === 0 ? '' : `, of whom ${percent(tally.badAccepted / tally.accepted)} defaulted`}; of all, ${percent(tally.defaults / tally.rows)} would have`,
      ...describeFiles(written),
      `seed ${options.seed}`,
    ],
  }
}

function planOf(flags: Readonly<Record<string, unknown>>): ApplicationPlan {
  const start = flags.start as string | undefined
  let firstDay: number | undefined
  try {
    if (start !== undefined) firstDay = parseDay(start)
  } catch {
    throw new UsageError(`--start must be a date such as 2023-01-01, got "${start}".`)
  }
  try {
    return planApplications({
      count: flags.count as number,
      months: flags.months as number,
      seed: (flags.seed as number | undefined) ?? USUAL_SEED,
      ...(firstDay === undefined ? {} : { firstDay }),
      defaultRate: flags['default-rate'] as number,
      acceptedShare: flags['accepted-share'] as number,
      populationDrift: flags['population-drift'] as number,
      conceptDrift: flags['concept-drift'] as number,
      histories: flags.histories as boolean,
    })
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message)
    throw error
  }
}

/** Lets signals and progress through between blocks. */
async function* blocks(
  plan: ApplicationPlan,
  reporter: Reporter,
  signal: AbortSignal,
): AsyncGenerator<ApplicationBlock> {
  let rows = 0
  for (const block of generateApplications(plan)) {
    signal.throwIfAborted()
    yield block
    rows += block.applications.rows
    reporter.progress(rows / plan.options.count, 'generating')
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function add(
  tally: { rows: number; accepted: number; badAccepted: number; defaults: number },
  { applications, truth }: ApplicationBlock,
): void {
  const accepted = valuesOf(applications.columns.get('accepted')!)
  const defaults = valuesOf(truth.columns.get('would_default')!)
  tally.rows += applications.rows
  for (let row = 0; row < applications.rows; row++) {
    tally.accepted += accepted[row]
    tally.defaults += defaults[row]
    tally.badAccepted += accepted[row] * defaults[row]
  }
}

function valuesOf(column: Column): Uint8Array {
  return column.values as Uint8Array
}
