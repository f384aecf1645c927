/** Labelled descriptions of the household simulator: invented names in the patterns that banks print. */
import { type TransactionCategory, transactionCategories, transactionChannels } from '@pratibimba/contract'
import { describeMerchants } from '../../households/merchants.ts'
import type { LabelledText } from './fit-category-model.ts'
import { plainWords } from './text-features.ts'

/** Words of the patterns and towns around a merchant's name. */
const around = new Set(
  'POS WWW ORDER ECOM UPI PAY IMPS ACH D REPAYMENT STAKE RECURRING MONTHLY PREMIUM POLICY BILLPAY AC RECHARGE NEFT CR SALARY PAYROLL EMI LN ELDENPORT MARSHGATE NEWBRIDGE X STONEWICK RIVERTON K ASHVALE'.split(
    ' ',
  ),
)
const came = new Set<TransactionCategory>(['salary', 'other_income', 'refund', 'cash_deposit'])
const either = new Set<TransactionCategory>([
  'transfer',
  'savings_transfer',
  'lending_app',
  'card_payment',
  'investment',
])

/** Every text once a side it can be on; grouped by merchant, or by the pattern where no merchant is named. */
export function simulatedTexts(): LabelledText[] {
  const { dictionary, first, count } = describeMerchants()
  const texts: LabelledText[] = []
  const seen = new Set<string>()
  for (const [c, category] of transactionCategories.entries())
    for (let channel = 0; channel < transactionChannels.length; channel++) {
      const cell = c * transactionChannels.length + channel
      for (let k = first[cell]; k < first[cell] + count[cell]; k++) {
        const description = dictionary[k]
        if (seen.has(`${category} ${description}`)) continue
        seen.add(`${category} ${description}`)
        const words = plainWords(description)
        const name = words.filter((word) => !around.has(word))
        const group = `${category}: ${(name.length === 0 ? words : name).join(' ')}`
        for (const side of either.has(category) ? [false, true] : [came.has(category)])
          texts.push({ description, came: side, category, group })
      }
    }
  return texts
}

/**
 * The same texts, grouped so that a trade's word is never both learnt and judged: `OAKMERE PANTRY` and `SILVERFEN PANTRY` are one group.
 * What several categories share is part of a name, not of a trade.
 */
export function groupedByTrade(texts: readonly LabelledText[]): LabelledText[] {
  const categoriesOf = new Map<string, Set<string>>()
  for (const { description, category } of texts)
    for (const word of plainWords(description))
      categoriesOf.set(word, (categoriesOf.get(word) ?? new Set()).add(category))
  return texts.map((text) => {
    const trade = plainWords(text.description).filter(
      (word) => !around.has(word) && categoriesOf.get(word)!.size === 1,
    )
    return trade.length === 0 ? text : { ...text, group: `${text.category}: ${trade.join(' ')}` }
  })
}
