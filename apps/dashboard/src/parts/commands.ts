/** A request of the dashboard as the command of a shell; flags are those the contract declares. */
import {
  type Command,
  commands,
  GeneratePortfolioRequest,
  type OperationName,
  operations,
} from '@pratibimba/contract'
import { limitsOf } from './limits.ts'

const defaultMonths = limitsOf(GeneratePortfolioRequest.properties.history_months).default

/** The request as curl sends it. */
export function curlOf(
  operation: OperationName,
  body: Readonly<Record<string, unknown>>,
  origin: string = window.location.origin,
): string {
  const { method, path } = operations[operation]
  return [
    `curl -X ${method} ${origin}${path} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(JSON.stringify(body, null, 2))}`,
  ].join('\n')
}

/** The request as `pratibimba generate` takes it. */
export function generateCommand(body: Readonly<Record<string, unknown>>): string {
  const months = body.include_payment_history === true ? (body.history_months ?? defaultMonths) : undefined
  return shellLines([
    'pratibimba generate',
    ...flagsOf(commands.generate, body),
    ...(months === undefined ? [] : [`--history ${months}`]),
  ])
}

/** The request as `pratibimba twin` takes it; on the command line the data are a file. */
export function twinCommand(filename: string, body: Readonly<Record<string, unknown>>): string {
  const k = body.k_anonymity === undefined ? [] : [`--k ${body.k_anonymity}`]
  return shellLines([`pratibimba twin ${quoted(filename)}`, ...flagsOf(commands.twin, body), ...k])
}

function flagsOf(command: Command, body: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(command.flags).flatMap(([flag, declared]) => {
    const value = 'field' in declared ? body[declared.field] : undefined
    if (value === undefined || value === null || value === true) return []
    if (value === false) return [`--no-${flag}`]
    return [`--${flag} ${argumentOf(value)}`]
  })
}

function argumentOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(',')
  if (typeof value !== 'object' || value === null) return quoted(String(value))
  const entries = Object.entries(value)
  const shares = entries.every(([, share]) => typeof share === 'number')
  return shares ? entries.map(([name, share]) => `${name}=${share}`).join(',') : quoted(JSON.stringify(value))
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function shellLines(parts: readonly string[]): string {
  return parts.join(' \\\n  ')
}
