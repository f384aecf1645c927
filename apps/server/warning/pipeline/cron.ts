/** Cron expressions of five fields, in UTC. */
import { ProblemError } from '@pratibimba/contract'
import { Cron } from 'croner'

/** @throws ProblemError `out_of_range` saying what is wrong with it, and what would be right */
export function requireCron(expression: string): void {
  const wrong = wrongWith(expression)
  if (wrong === undefined) return
  const detail = `"${expression}" is no schedule: ${wrong}. Five fields are needed (minute, hour, day of the month, month, day of the week), such as "0 2 * * *" for every night at two (UTC), or null for never.`
  throw new ProblemError('out_of_range', detail, [{ pointer: '/schedule', detail }])
}

function wrongWith(expression: string): string | undefined {
  const fields = expression.trim() === '' ? 0 : expression.trim().split(/\s+/).length
  if (fields !== 5) return `it has ${fields} ${fields === 1 ? 'field' : 'fields'}`
  try {
    return open(expression).nextRun() === null ? 'there is no such moment' : undefined
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^\w+: |\.$/g, '') : 'it cannot be read'
  }
}

/** The first moment after an instant; undefined where there is none. */
export function nextRun(expression: string, after: Date): Date | undefined {
  return open(expression).nextRun(after) ?? undefined
}

function open(expression: string): Cron {
  return new Cron(expression, { timezone: 'UTC', mode: '5-part', paused: true })
}
