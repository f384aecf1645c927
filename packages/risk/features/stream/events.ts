/** Events of one customer as they arrive. Words outside the vocabularies are accepted: no measure asks for them. */

export interface TransactionEvent {
  readonly id: string
  readonly timestampMs: number
  /** When the bank knew of it. */
  readonly ingestedMs: number
  readonly accountKind: string
  readonly category: string
  readonly channel: string
  readonly status: string
  /** Minor units; + came, − went. */
  readonly amountMinor: number
  /** The account's after it; null where unknown. */
  readonly balanceMinor: number | null
}

/** Known from its due date on. */
export interface PaymentDueEvent {
  readonly id: string
  readonly kind: string
  /** Days since 1970-01-01. */
  readonly dueDay: number
  readonly amountDueMinor: number
}

/** Known from its paid date on; says again what was due, so that it may come first or alone. */
export interface PaymentSettledEvent extends PaymentDueEvent {
  readonly paidDay: number
  readonly amountPaidMinor: number
}

/**
 * What became of an event. `repeated`: it is known already. `outside`: its day is more than 97 days before the latest,
 * no date from the latest on looks at it, and the dates that would have can no longer be answered.
 */
export type Arrival = 'applied' | 'repeated' | 'outside'

export const MOST_ID_CHARACTERS = 256
/** Instants and days that are dates, whose differences are exact. */
export const LATEST_MS = 2 ** 52 - 1
export const LATEST_DAY = Math.floor(LATEST_MS / 86_400_000)

/**
 * @throws RangeError when the id is empty or no text, or a number is not whole or no date
 */
export function needEvent(
  caller: string,
  id: string,
  numbers: { readonly ms?: Named; readonly days?: Named; readonly minor: Named },
): void {
  if (id === '' || id.length > MOST_ID_CHARACTERS || !id.isWellFormed())
    throw new RangeError(`${caller}: need an id of 1…${MOST_ID_CHARACTERS} characters, got "${id}"`)
  const need = (named: Named | undefined, largest: number, unit: string) => {
    for (const name in named)
      if (!Number.isInteger(named[name]) || Math.abs(named[name]) > largest)
        throw new RangeError(`${caller}: need ${name} of "${id}" in whole ${unit}, got ${named[name]}`)
  }
  need(numbers.ms, LATEST_MS, 'milliseconds since 1970')
  need(numbers.days, LATEST_DAY, 'days since 1970')
  need(numbers.minor, Number.MAX_SAFE_INTEGER, 'minor units')
}

type Named = Readonly<Record<string, number>>
