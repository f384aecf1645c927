/** Words of banks for what a row says in few: direction, status, kind of account, channel. Keys are lower-case letters. */
import type { AccountKind, PaymentKind, TransactionChannel, TransactionStatus } from '@pratibimba/contract'

/** Letters only, lower-case: `A/C Type: Current ` → `actypecurrent`. */
export function wordKey(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}+-]/gu, '')
}

function table<Word extends string>(lists: Readonly<Record<Word, string>>): ReadonlyMap<string, Word> {
  return new Map(
    (Object.entries(lists) as [Word, string][]).flatMap(([word, keys]) =>
      keys.split(' ').map((key) => [key, word] as const),
    ),
  )
}

export const directions = table({
  went: 'dr d db dbit debit debits withdrawal wd out outgoing outflow soll s paidout sent spend purchase payment -',
  came: 'cr c crdt credit credits deposit dep in incoming inflow haben h paidin received income refund +',
})

export const statuses: ReadonlyMap<string, TransactionStatus> = table({
  posted:
    'posted booked book completed complete settled success successful succeeded cleared approved ok done processed final paid',
  failed:
    'failed fail failure declined rejected returned bounced refused dishonoured dishonored unpaid denied',
})

export const accountKindWords: ReadonlyMap<string, AccountKind> = table({
  current:
    'current currentaccount checking checkingaccount cheque transaction transactional giro girokonto ca dda personal salary salaryaccount everyday',
  savings: 'savings saving savingsaccount sb sba sa deposit moneymarket isa sparkonto',
  credit_card: 'creditcard card credit cc kreditkarte chargecard visa mastercard amex',
  loan: 'loan loanaccount mortgage personalloan homeloan autoloan carloan ln kredit',
})

const channelWords: ReadonlyMap<string, TransactionChannel> = table({
  card: 'card pos debitcard creditcard cardpayment chip contactless swipe ecompos carte karte pospurchase instore chippin tap',
  online: 'online web internet ecom ecommerce netbanking internetbanking ebanking onlinebanking website',
  mobile: 'mobile upi app mobileapp mobilebanking wallet applepay googlepay gpay paytm phonepe mpesa p2p',
  atm: 'atm cash cashmachine cashpoint dispenser cdm',
  branch: 'branch teller counter cheque check inbranch otc',
  auto_debit:
    'autodebit directdebit dd ach nach ecs standingorder so mandate autopay lastschrift sepadirectdebit recurring si emi bacs',
  transfer:
    'transfer neft rtgs imps wire swift sepa fasterpayment fasterpayments fps eft banktransfer ft credittransfer chaps',
})

/** Channel that a description shows, most telling first. */
const channelSigns: readonly (readonly [RegExp, TransactionChannel])[] = [
  [/\b(atm|cash ?(wdl|withdrawal|machine|point)|cdm)\b/i, 'atm'],
  [
    /\b(ach|nach|ecs|direct debit|d\/d|standing order|autopay|auto ?debit|emi|mandate|sepa dd|lastschrift)\b/i,
    'auto_debit',
  ],
  [/\b(upi|apple ?pay|google ?pay|gpay|paytm|phonepe|mobile (app|banking|transfer))\b/i, 'mobile'],
  [/\b(neft|rtgs|imps|wire|swift|sepa|faster payments?|fps|bank transfer|bacs|chaps|bgc)\b/i, 'transfer'],
  [/\b(branch|counter|teller|cheque|chq)\b/i, 'branch'],
  [/\b(www|ecom|online|internet|paypal|web|\w+\.(com|net|org|co|in|uk|de))\b/i, 'online'],
  [/\b(pos|visa|mastercard|contactless|card purchase|chip)\b/i, 'card'],
]

/**
 * The channel a bank names, else the one the description shows, else that of the kind of account.
 *
 * @returns with whether it was named or seen
 */
export function channelOf(
  word: string,
  description: string,
  kind: AccountKind,
): { readonly channel: TransactionChannel; readonly isKnown: boolean } {
  const named = channelWords.get(wordKey(word))
  if (named !== undefined) return { channel: named, isKnown: true }
  const sign = channelSigns.find(([pattern]) => pattern.test(description))
  if (sign !== undefined) return { channel: sign[1], isKnown: true }
  return { channel: kind === 'current' || kind === 'credit_card' ? 'card' : 'transfer', isKnown: false }
}

export const paymentKindWords: ReadonlyMap<string, PaymentKind> = table({
  rent: 'rent lease rental miete',
  instalment:
    'instalment installment loan emi mortgage personalloan homeloan autoloan credit repayment ratenzahlung term',
  card_minimum: 'cardminimum creditcard card minimum minimumdue minimumpayment cc',
  utility: 'utility utilities bill electricity power gas water telecom phone internet broadband insurance',
})
