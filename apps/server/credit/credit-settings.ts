/** Settings of credit decisions: who is asked about an applicant, and how long is waited. */
import { resolve } from 'node:path'

const kinds = ['bureau', 'statements', 'kyc', 'external'] as const

export interface SourceSettings {
  readonly kind: (typeof kinds)[number]
  /** A service, or else a file. */
  readonly url?: string
  readonly token?: string
  readonly file?: string
}

export interface CreditSettings {
  readonly sources: readonly SourceSettings[]
  /** How long all sources together may take; who is late has timed out, and the policy says what becomes of it. */
  readonly sourcesMs: number
  /** How long a decision may take to be recorded before it is refused. */
  readonly recordMs: number
  /** Key that wraps the keys of persons. Default: `keys/persons.json` below the data. */
  readonly keyFile?: string
}

type Environment = Readonly<Record<string, string | undefined>>
type ReadInteger = (name: string, minimum: number, maximum: number, otherwise: number) => number

/** @param faults takes what cannot be used */
export function readCreditSettings(
  environment: Environment,
  integer: ReadInteger,
  faults: string[],
): CreditSettings {
  const text = (name: string) => environment[name]?.trim() || undefined
  const sources = kinds.flatMap((kind): SourceSettings[] => {
    const prefix = `PRATIBIMBA_CREDIT_${kind.toUpperCase()}`
    const url = text(`${prefix}_URL`)
    const file = text(`${prefix}_FILE`)
    const token = text(`${prefix}_TOKEN`)
    if (url !== undefined && file !== undefined)
      faults.push(`${prefix}_URL and ${prefix}_FILE: a source is a service or a file; give one of them.`)
    if (url !== undefined) return [{ kind, url, ...(token !== undefined && { token }) }]
    return file === undefined ? [] : [{ kind, file: resolve(file) }]
  })
  const onFailure = text('PRATIBIMBA_CREDIT_ON_STORE_FAILURE')
  if (onFailure !== undefined && onFailure !== 'refuse')
    faults.push(
      'PRATIBIMBA_CREDIT_ON_STORE_FAILURE: only "refuse" is known: a decision that cannot be recorded is not given. Let clients repeat it under their idempotency key.',
    )
  const keyFile = text('PRATIBIMBA_CREDIT_KEY_FILE')
  return {
    sources,
    sourcesMs: integer('PRATIBIMBA_CREDIT_SOURCES_MS', 10, 60_000, 500),
    recordMs: integer('PRATIBIMBA_CREDIT_RECORD_MS', 100, 60_000, 5_000),
    ...(keyFile !== undefined && { keyFile: resolve(keyFile) }),
  }
}
