/** The words of a contact: what the customer reads, or what an officer says on the phone. */
import type { ContactChannel, RiskDriver } from '@pratibimba/contract'
import { composeMessage, driversFrom, type InterventionCase } from '@pratibimba/risk/interventions'
import type { InterventionRecord } from '@pratibimba/risk/ports'
import type { WarningStores } from '../stores.ts'
import { detailOf, type KeptMessage } from './case-record.ts'
import { isOpen } from './customer-facts.ts'
import type { DeskPolicy } from './desk-policy.ts'

type Stores = Pick<WarningStores, 'customers' | 'scores' | 'transactions'>

/** How far ahead the next payment is looked for. */
const AHEAD_DAYS = 45
const DAY_MS = 86_400_000

/** @throws RangeError when the words of the policy do not fit the channel */
export async function messageOf(
  stores: Stores,
  one: Pick<InterventionCase, 'customerId' | 'type'>,
  channel: ContactChannel,
  now: Date,
  policy: DeskPolicy,
): Promise<KeptMessage> {
  const { bankName, salutation, helpPhone, helpLink, optOut } = policy.messages
  const composed = composeMessage({
    type: one.type,
    driver: await driverFor(stores, one, now, policy),
    channel,
    language: 'en',
    values: {
      first_name: salutation,
      bank_name: bankName,
      help_phone: helpPhone,
      help_link: helpLink,
      opt_out: optOut,
      ...(await nextPayment(stores, one.customerId, now)),
    },
  })
  if ('refusal' in composed)
    throw new RangeError(
      `No message by ${channel} can be written: ${composed.refusal.replaceAll('_', ' ')} (${composed.detail}).`,
    )
  return { channel, ...composed.message }
}

/** The strongest driver that the action answers; what the action is for where it answers none of them. */
async function driverFor(
  { scores }: Stores,
  { customerId, type }: Pick<InterventionCase, 'customerId' | 'type'>,
  now: Date,
  policy: DeskPolicy,
): Promise<RiskDriver> {
  const { answers } = policy.actions[type]
  const row = await scores.latest(customerId, now)
  return driversFrom(row?.drivers ?? []).find((driver) => answers.includes(driver)) ?? answers[0]!
}

async function nextPayment({ customers, transactions }: Stores, customerId: string, now: Date) {
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10)
  const due = await transactions.payments(
    customerId,
    day(now.getTime()),
    day(now.getTime() + AHEAD_DAYS * DAY_MS),
  )
  const next = due.filter(({ status }) => status === 'scheduled').at(-1)
  if (next === undefined) return { amount: 'the agreed amount', due_date: 'its usual date' }
  const accounts = await customers.accountsOf([customerId])
  const account = accounts.find(({ accountId }) => accountId === next.accountId) ?? accounts[0]
  const money = new Intl.NumberFormat('en', {
    minimumFractionDigits: 2,
    ...(account !== undefined && { style: 'currency', currency: account.currency }),
  })
  const date = new Intl.DateTimeFormat('en', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return { amount: money.format(next.amountDueMinor / 100), due_date: date.format(new Date(next.dueDate)) }
}

/**
 * What was written last, or what would be written now; null where nobody is to be written to.
 *
 * @param asked the channel to word it for; then what was written before is passed over
 */
export async function messageShown(
  stores: Stores,
  record: InterventionRecord,
  one: InterventionCase,
  now: Date,
  policy: DeskPolicy,
  asked?: ContactChannel,
): Promise<string | null> {
  const { messages = {} } = detailOf(record)
  const last = Object.keys(messages)
    .map(Number)
    .sort((a, b) => b - a)[0]
  if (last !== undefined && asked === undefined) return messages[last]!.text
  if (!isOpen(one)) return null
  try {
    const channel = asked ?? one.channel ?? policy.actions[one.type].channels[0]!
    return (await messageOf(stores, one, channel, now, policy)).text
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
