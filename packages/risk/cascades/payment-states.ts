/** The alphabet of payment states and the steps that are legal between them, as data. */
import { paymentStatuses } from '@pratibimba/contract'

export type PaymentStatus = (typeof paymentStatuses)[number]

/** What a cascade is made of: a bank's own codes are another one of these. */
export interface PaymentAlphabet {
  readonly states: readonly PaymentStatus[]
  /** States that are never left. */
  readonly absorbing: readonly PaymentStatus[]
  /** Delinquency buckets, best first; by default a loan worsens by one of them a month. */
  readonly buckets: readonly PaymentStatus[]
  /** Steps that are legal although they skip a bucket. */
  readonly extraSteps: readonly (readonly [PaymentStatus, PaymentStatus])[]
}

export const paymentAlphabet: PaymentAlphabet = {
  states: paymentStatuses,
  absorbing: ['default', 'paid_off', 'prepaid'],
  buckets: ['on_time', 'grace_period', '30_days', '60_days', '90_days', 'default'],
  extraSteps: [['on_time', '30_days']],
}

/** Monthly instalments that are unpaid in a state; grace is paid late, within the month. */
export const arrearsMonths: Readonly<Record<PaymentStatus, number>> = {
  on_time: 0,
  grace_period: 0,
  '30_days': 1,
  '60_days': 2,
  '90_days': 3,
  default: 4,
  paid_off: 0,
  prepaid: 0,
}

/**
 * Which steps are legal, row-major, shape [states·states]; 1 = legal.
 *
 * An absorbing state only stays. Any other may improve, stay, worsen by one bucket, or be settled.
 */
export function legalSteps(alphabet: PaymentAlphabet = paymentAlphabet): Uint8Array {
  const { states, absorbing, buckets, extraSteps } = alphabet
  const n = states.length
  const legal = new Uint8Array(n * n)
  for (const [i, from] of states.entries()) {
    if (absorbing.includes(from)) {
      legal[i * n + i] = 1
      continue
    }
    for (const [j, to] of states.entries()) {
      const worse = buckets.indexOf(to) - buckets.indexOf(from)
      const isSettled = !buckets.includes(to)
      const isExtra = extraSteps.some(([a, b]) => a === from && b === to)
      if (isSettled || worse <= 1 || isExtra) legal[i * n + j] = 1
    }
  }
  return legal
}
