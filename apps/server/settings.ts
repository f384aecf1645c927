/** Settings of the server, from the environment and the command line; every error names the variable and the allowed range. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { type CreditSettings, readCreditSettings } from './credit/credit-settings.ts'

export interface Limits {
  /** Largest JSON body, bytes. */
  readonly bodyBytes: number
  /** Largest upload (all its files together), bytes. */
  readonly uploadBytes: number
  /** Most a compressed file of an upload may unpack to, bytes: all of it is held in memory. */
  readonly unpackedBytes: number
  /** Files of one upload. */
  readonly uploadFiles: number
  /** Generations that run beside each other within a request. */
  readonly generationsAtATime: number
  /** Generations that may wait for their turn; beyond them 429. */
  readonly generationsWaiting: number
  /** Rows (borrowers, loans and payments, estimated) above which a generation is a durable job from the start. */
  readonly inlineRows: number
  /** How long POST /generate-portfolio waits before it answers 202, seconds. */
  readonly answerWithinSeconds: number
  /** Requests of one address a minute; beyond them 429. */
  readonly requestsPerMinute: number
  /** How long requests under way may take to finish at shutdown, seconds. */
  readonly shutdownSeconds: number
}

interface ReceiverSettings {
  readonly url: string
  readonly secret: string
  /** Whether the receiver may be on this machine or in a private network. */
  readonly allowPrivate: boolean
}

export interface Settings {
  readonly host: string
  readonly port: number
  /** Absolute path of the directory that holds everything stored. */
  readonly dataDirectory: string
  /** PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string
  /** Who delivers messages to customers; absent: nobody, they are only noted in the log. */
  readonly messages?: ReceiverSettings
  /** Who is told of alerts and summaries; absent: they are only noted in the log. */
  readonly notices?: ReceiverSettings
  readonly credit: CreditSettings
  /** Whether demonstration data are made at the first start. */
  readonly demo: boolean
  readonly logLevel: LogLevel
  readonly threads: number
  readonly limits: Limits
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

type Environment = Readonly<Record<string, string | undefined>>

/** What the command line may set; it wins over the environment. */
export interface SettingsOverrides {
  readonly host?: string
  readonly port?: number
  readonly dataDirectory?: string
  readonly demo?: boolean
}

/** A setting that cannot be used. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SettingsError'
  }
}

const mebibyte = 1024 * 1024

/**
 * Reads the settings.
 *
 * @throws SettingsError naming every variable that cannot be used
 */
export function readSettings(environment: Environment, overrides: SettingsOverrides = {}): Settings {
  const faults: string[] = []
  const integer = (name: string, minimum: number, maximum: number, otherwise: number): number => {
    const text = environment[name]?.trim()
    if (text === undefined || text === '') return otherwise
    const value = Number(text)
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value
    faults.push(`${name}: a whole number from ${minimum} to ${maximum} is needed, got "${text}".`)
    return otherwise
  }
  const choice = <T extends string>(name: string, values: readonly T[], otherwise: T): T => {
    const text = environment[name]?.trim()
    if (text === undefined || text === '') return otherwise
    const value = values.find((candidate) => candidate === text)
    if (value === undefined) faults.push(`${name}: one of ${values.join(', ')} is needed, got "${text}".`)
    return value ?? otherwise
  }

  const settings: Settings = {
    host: overrides.host ?? (environment.PRATIBIMBA_HOST?.trim() || '127.0.0.1'),
    port: overrides.port ?? integer('PRATIBIMBA_PORT', 0, 65_535, 8000),
    dataDirectory: resolve(overrides.dataDirectory ?? (environment.PRATIBIMBA_DATA?.trim() || 'data')),
    databaseUrl: readDatabaseUrl(environment, faults),
    messages: readReceiver(environment, 'PRATIBIMBA_MESSAGES', faults),
    notices: readReceiver(environment, 'PRATIBIMBA_NOTICES', faults),
    credit: readCreditSettings(environment, integer, faults),
    demo: overrides.demo ?? choice('PRATIBIMBA_DEMO', ['true', 'false'], 'true') === 'true',
    logLevel: choice('PRATIBIMBA_LOG_LEVEL', logLevels, 'info'),
    threads: integer('PRATIBIMBA_THREADS', 1, 256, availableParallelism()),
    limits: {
      bodyBytes: integer('PRATIBIMBA_BODY_MIB', 1, 64, 1) * mebibyte,
      uploadBytes: integer('PRATIBIMBA_UPLOAD_MIB', 1, 1_048_576, 1024) * mebibyte,
      unpackedBytes: integer('PRATIBIMBA_UNPACKED_MIB', 1, 1_048_576, 2048) * mebibyte,
      uploadFiles: integer('PRATIBIMBA_UPLOAD_FILES', 1, 100, 16),
      generationsAtATime: integer('PRATIBIMBA_GENERATIONS_AT_A_TIME', 1, 64, 2),
      generationsWaiting: integer('PRATIBIMBA_GENERATIONS_WAITING', 0, 100_000, 500),
      inlineRows: integer('PRATIBIMBA_INLINE_ROWS', 0, 1_000_000_000, 2_000_000),
      answerWithinSeconds: integer('PRATIBIMBA_ANSWER_WITHIN_SECONDS', 1, 600, 25),
      requestsPerMinute: integer('PRATIBIMBA_REQUESTS_PER_MINUTE', 1, 100_000_000, 600_000),
      shutdownSeconds: integer('PRATIBIMBA_SHUTDOWN_SECONDS', 1, 600, 20),
    },
  }
  if (faults.length > 0) throw new SettingsError(faults.join('\n'))
  return settings
}

/** Who is posted to, under three variables that begin alike: _URL, _SECRET, _PRIVATE. */
function readReceiver(
  environment: Environment,
  prefix: string,
  faults: string[],
): ReceiverSettings | undefined {
  const url = environment[`${prefix}_URL`]?.trim()
  if (url === undefined || url === '') return undefined
  const secret = environment[`${prefix}_SECRET`] ?? ''
  const allowPrivate = environment[`${prefix}_PRIVATE`]?.trim() || 'false'
  if (secret.length < 16)
    faults.push(`${prefix}_SECRET: at least 16 characters are needed, known to the receiver too.`)
  if (allowPrivate !== 'true' && allowPrivate !== 'false')
    faults.push(`${prefix}_PRIVATE: one of true, false is needed, got "${allowPrivate}".`)
  if (!URL.canParse(url)) faults.push(`${prefix}_URL: a URL such as https://receiver.example/path is needed.`)
  return { url, secret, allowPrivate: allowPrivate === 'true' }
}

function readDatabaseUrl(environment: Environment, faults: string[]): string | undefined {
  const text = environment.DATABASE_URL?.trim()
  if (text === undefined || text === '') return undefined
  if (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol)) return text
  // The value is not repeated: it may hold a password.
  faults.push('DATABASE_URL: a URL such as postgresql://user:password@host:5432/database is needed.')
  return undefined
}
