/** The flags of a run as its settings. */
import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { basename, resolve } from 'node:path'
import { parseDay } from '@pratibimba/numerics/calendar'
import { gatesWith, usualRun } from '@pratibimba/risk/governance/pipeline'
import { CommandFailure, UsageError } from '../../../command-line/failures.ts'
import type { Call } from '../../../command-line/handler.ts'
import { seedOf } from '../../twin-parts.ts'
import { type Run, sha256OfFile } from './run-directory.ts'

const DAY_MS = 86_400_000

/** @throws UsageError, CommandFailure naming the flag that cannot be used */
export async function runOf({ positionals, flags }: Pick<Call, 'positionals' | 'flags'>): Promise<Run> {
  const text = (flag: string) => flags[flag] as string | undefined
  const list = (flag: string): string[] =>
    (text(flag) ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
  const mapping = text('mapping') === undefined ? undefined : await jsonOf('mapping', text('mapping')!)
  const asOfDay = dayOf(text('as-of'))
  return {
    format: 1,
    data: {
      path: resolve(positionals.data),
      name: basename(positionals.data),
      sha256: await sha256OfFile(positionals.data),
    },
    settings: {
      table: {
        target: text('target')!,
        ...(text('bad') === undefined ? {} : { bad: text('bad')! }),
        protected: list('protected'),
        exclude: list('exclude'),
        ...(text('date') === undefined ? {} : { date: text('date')! }),
        ...(mapping === undefined ? {} : { mapping }),
        plain: flags.plain === true,
        asOfDay,
      },
      run: {
        ...usualRun,
        seed: seedOf(flags),
        learner: flags.learner as Run['settings']['run']['learner'],
        folds: flags.folds as number,
        trials: flags.trials as number,
        missCost: flags['miss-cost'] as number,
        gapDays: flags.gap as number,
        rejectInference: flags['reject-inference'] as Run['settings']['run']['rejectInference'],
        holdout: flags.holdout as number,
        approveFrom: flags['approve-from'] as number,
        asOfDay,
      },
      mode: flags['retrain-type'] as Run['settings']['mode'],
    },
    gates: await limitsOf(text('gates')),
    registry: resolve(text('registry')!),
    owner: text('owner') ?? personOf(flags),
    ...(text('policy') === undefined ? {} : { policy: resolve(text('policy')!) }),
  }
}

/** Who answers for a step: as named, else the user of the machine. */
export function personOf(flags: Call['flags']): string {
  const named = flags.by as string | undefined
  if (named !== undefined) return named
  try {
    return userInfo().username
  } catch {
    return 'local'
  }
}

async function limitsOf(path: string | undefined): Promise<Record<string, number>> {
  if (path === undefined) return {}
  const limits = await jsonOf('gates', path)
  if (typeof limits !== 'object' || limits === null || Array.isArray(limits))
    throw new UsageError('--gates: need an object such as {"auc": 0.7}')
  try {
    gatesWith(limits as Record<string, unknown>)
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--gates: ${error.message}`)
    throw error
  }
  return limits as Record<string, number>
}

async function jsonOf(flag: string, path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new CommandFailure(
      'file_missing',
      `--${flag}: ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}.`,
    )
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`--${flag}: ${path} is no JSON`)
  }
}

function dayOf(text: string | undefined): number {
  if (text === undefined) return Math.floor(Date.now() / DAY_MS)
  try {
    return parseDay(text)
  } catch {
    throw new UsageError(`--as-of must be a date such as 2026-03-31, got "${text}"`)
  }
}
