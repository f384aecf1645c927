/** Settings of credit decisions: who is asked about an applicant, and how long is waited. */
import { resolve } from 'node:path'
import { type Jurisdiction, jurisdictions, type Lender } from '@pratibimba/reports/letters'

const kinds = ['bureau', 'statements', 'kyc', 'external'] as const

export interface SourceSettings {
  readonly kind: (typeof kinds)[number]
  /** A service, or else a file. */
  readonly url?: string
  readonly token?: string
  readonly file?: string
}

/** What letters are filled with. */
export interface LetterSettings {
  readonly lender: Lender
  readonly jurisdiction: Jurisdiction
  readonly currency: string
}

export interface CreditSettings {
  readonly sources: readonly SourceSettings[]
  /** How long all sources together may take; who is late has timed out, and the policy says what becomes of it. */
  readonly sourcesMs: number
  /** How long a decision may take to be recorded before it is refused. */
  readonly recordMs: number
  /** Key that wraps the keys of persons. Default: `keys/persons.json` below the data. */
  readonly keyFile?: string
  readonly letters: LetterSettings
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
    letters: readLetterSettings(text, faults),
  }
}

/** What is not set stands in the letter as what is to be set, so that no letter goes out by mistake. */
function readLetterSettings(text: (name: string) => string | undefined, faults: string[]): LetterSettings {
  const detail = (name: string) => {
    const variable = `PRATIBIMBA_LENDER_${name}`
    return text(variable) ?? `[${variable}]`
  }
  const asked = text('PRATIBIMBA_JURISDICTION') ?? 'eu'
  const jurisdiction = jurisdictions.find((one) => one === asked)
  if (jurisdiction === undefined)
    faults.push(`PRATIBIMBA_JURISDICTION: one of ${jurisdictions.join(', ')} is needed, got "${asked}".`)
  const currency = text('PRATIBIMBA_CURRENCY') ?? 'EUR'
  if (!/^[A-Z]{3}$/.test(currency))
    faults.push(`PRATIBIMBA_CURRENCY: three capitals such as EUR are needed, got "${currency}".`)
  return {
    jurisdiction: jurisdiction ?? 'eu',
    currency,
    lender: {
      name: detail('NAME'),
      address: detail('ADDRESS'),
      contact: detail('CONTACT'),
      agency: detail('AGENCY'),
      bureau: detail('BUREAU'),
      dataProtection: detail('DATA_PROTECTION'),
      grievanceOfficer: detail('GRIEVANCE_OFFICER'),
    },
  }
}
