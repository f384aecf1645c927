/** `pratibimba households`: a bank's customers and their transactions, simulated into a lake. */
import { writeHouseholds } from '@pratibimba/adapters/households'
import { openCompute } from '@pratibimba/adapters/workers'
import { parseDay } from '@pratibimba/numerics/calendar'
import { InvalidParameters, planHouseholds } from '@pratibimba/risk/households'
import { UsageError } from '../../command-line/failures.ts'
import type { Handler } from '../../command-line/handler.ts'
import { count, number } from '../../output/wording.ts'
import { readJson } from '../twin-parts.ts'

export const households: Handler = async ({ flags, reporter, signal }) => {
  const started = performance.now()
  const out = (flags.out as string | undefined) ?? `households-${flags.seed}`
  const run = await runOf(flags)
  const compute = openCompute(flags.threads as number | undefined)
  try {
    const manifest = await writeHouseholds(run, out, compute, {
      overwrite: flags.overwrite === true,
      signal,
      onProgress: (share) => reporter.progress(share, 'simulating'),
    })
    const seconds = (performance.now() - started) / 1000
    const { rows, buckets, first_day, last_day, label_dates } = manifest
    return {
      json: {
        out,
        customers: run.customers,
        buckets,
        first_day,
        last_day,
        label_dates,
        rows,
        seed: run.seed,
        seconds,
      },
      lines: [
        `${count(run.customers, 'customer')} with ${count(rows.transactions ?? 0, 'transaction')} in ${seconds.toFixed(1)} s, into ${out}`,
        `${first_day} to ${last_day}, ${count(buckets, 'bucket')}`,
        label_dates.length === 0
          ? 'no labels: an as-of date needs 90 days of data before it and 30 after'
          : `labels at ${count(label_dates.length, 'as-of date')}, ${label_dates[0]} to ${label_dates.at(-1)}`,
        ...Object.entries(rows).map(([table, of]) => `  ${table.padEnd(16)}${number(of).padStart(14)} rows`),
        `seed ${run.seed}`,
      ],
    }
  } finally {
    await compute.close()
  }
}

async function runOf(flags: Readonly<Record<string, unknown>>): Promise<ReturnType<typeof planHouseholds>> {
  const start = flags.start as string | undefined
  const parameters = flags.parameters as string | undefined
  const truthPaths = flags['truth-paths'] as number
  try {
    return planHouseholds({
      customers: flags.customers as number,
      days: flags.days as number,
      seed: flags.seed as number,
      ...(start === undefined ? {} : { start: dayOf(start) }),
      ...(parameters === undefined ? {} : { parameters: await readJson(parameters) }),
      hiddenStates: flags['hidden-states'] as boolean,
      labelEvery: flags['label-every'] as number,
      truthPaths,
      truthCustomers: flags['truth-customers'] as number,
    })
  } catch (error) {
    if (error instanceof InvalidParameters) throw new UsageError(error.message)
    throw error
  }
}

function dayOf(date: string): number {
  try {
    return parseDay(date)
  } catch {
    throw new UsageError(`--start must be a date such as 2025-01-01, got "${date}".`)
  }
}
