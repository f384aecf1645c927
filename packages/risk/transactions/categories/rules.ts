/** Words of statements that leave little doubt; the first rule that fits decides. Documented, and read by auditors as it is. */
import type { TransactionCategory } from '@pratibimba/contract'

interface CategoryRule {
  readonly category: TransactionCategory
  readonly pattern: RegExp
  /** Only for money that came, or went. */
  readonly only?: 'came' | 'went'
}

const rule = (category: TransactionCategory, pattern: RegExp, only?: CategoryRule['only']): CategoryRule => ({
  category,
  pattern,
  ...(only === undefined ? {} : { only }),
})

/**
 * From what a bank itself prints to words of trades. Names of companies are not in it: they differ from country to country, and
 * belong into a file of a bank's own labelled rows.
 *
 * @see docs/methods/transaction-categories.md
 */
const categoryRules: readonly CategoryRule[] = [
  rule('refund', /\b(refund|reversal|chargeback|cashback|rev(ersed)? (pos|txn|upi))\b/i, 'came'),
  rule('salary', /\b(salary|sal cr|payroll|wages?|lohn|gehalt|salaire|nomina|pension( credit)?)\b/i, 'came'),
  rule('education', /\b(school|college|university|tuition|course|exam(ination)?) fees?\b/i, 'went'),
  rule('fee', /\b(charges?|fees?|penalty|overdraft|od int|min(imum)? bal(ance)?|late payment fee|returned (debit|cheque)|chq ret(urn)?|interest (charged?|debit|and charges)|service tax|annual fee|nsf)\b/i, 'went'),
  rule('cash_deposit', /\b(cash (dep(osit)?|by)|cdm|by cash)\b/i, 'came'),
  rule('cash_withdrawal', /\b(atm|cash ?(wdl|w\/d|withdrawal|machine|point)|atw|nwd|eaw|self chq)\b/i, 'went'),
  rule('card_payment', /\b(credit card (payment|bill|pmt)|card (bill|payment)|cc (payment|bill|pmt)|autopay cc|payment (thank you|received)|billdesk cc)\b/i),
  rule('savings_transfer', /\b((to|from|to\/from) savings?|sweep|auto ?save|fixed deposit|recurring deposit|(fd|rd) (booking|instal\w*|redemption))\b/i),
  rule('investment', /\b(sip|mutual funds?|brokerage|broker|securities|stock ?(broking|exchange)|demat|etf|zerodha|vanguard|dividend)\b/i),
  rule('gambling', /\b(bets?|betting|bookmakers?|casino|lott(o|ery)|poker|rummy|gambl\w*|wager|sportsbook|bingo|slots)\b/i),
  rule('lending_app', /\b(pay ?day (loan|advance)|quick ?cash|pay ?early|easy ?lend|cash advance app|instant loan|loan app|bnpl|earned wage)\b/i),
  rule('instalment', /\b(emi|instal?ments?|loan (repay\w*|emi|payment|a\/?c)|mortgage|home ?loans?|auto ?(loan|credit)|hire purchase|car finance)\b/i, 'went'),
  rule('rent', /\b(rent|landlord|lettings?|tenancy|house rent|miete)\b(?!.{0,3}car)/i, 'went'),
  rule('tax', /\b(gst|income tax|tds|hmrc|irs|tax (office|payment|authority)|council tax|advance tax|vat payment|finanzamt|dvla vehicle tax)\b/i, 'went'),
  rule('insurance', /\b(insurance|assurance|premium|policy|versicherung|insur(e|ers?))\b/i, 'went'),
  rule('telecom', /\b(mobile (bill|recharge|phone)|recharge|broadband|telecom\w*|postpaid|prepaid|fibre|airtime|wireless|internet bill|phone bill|telephone)\b/i, 'went'),
  rule('utilities', /\b(electric(ity|al bill)?|power (&|and) light|water (board|bill|supply|services)|gas (supply|bill|board)|utilit(y|ies)|sewer(age)?|bescom|energy|hydro bill)\b/i, 'went'),
  rule('subscription', /\b(subscription|membership|monthly plan|streaming|stream|cloud drive|fitness club|gym|daily press)\b/i, 'went'),
  rule('groceries', /\b(supermarkets?|grocer(y|s|ies)?|hypermarket|fresh market|pantry|kirana|bakery|butchers?|greengrocers?|convenience store|food ?(hall|mart|store)|provision store)\b/i, 'went'),
  rule('health', /\b(pharmac(y|ies)|chemists?|hospital|clinic|dent(al|ist)\w*|doctors?|medical|physio\w*|optic(al|ians?)|diagnostics?|apotheke|drug ?store|health ?care)\b/i, 'went'),
  rule('education', /\b(school|college|university|tuition|tutors?|academy|course fees?|exam(ination)? fees?|bookshop|kindergarten|nursery school|training course)\b/i, 'went'),
  rule('transport', /\b(fuels?|petrol|gas ?station|filling station|service station|transit|metro|taxi|cabs?|parking|car ?park|toll|fastag|bus|railways?|train(line)?|tram|ride|garage|motorway services|diesel)\b/i, 'went'),
  rule('travel', /\b(hotels?|air(lines?|ways)?|flights?|hostel|resort|holidays?|travel|rail tours?|booking\.com|airbnb|car hire|car rental|lodge|guest ?house|b&b)\b/i, 'went'),
  rule('restaurants', /\b(restaurants?|caf(e|é)s?|coffee|pizz(a|eria)|kitchen|noodle|burger\w*|grill|bistro|diner|takeaway|sushi|curry|bar|pub|tavern|catering|sandwich\w*|food delivery|bbq)\b/i, 'went'),
  rule('entertainment', /\b(cinemas?|theatre|theater|games?|gaming|tickets?|bowling|concert|museum|zoo|arcade|leisure (centre|park)|swimming|theme park)\b/i, 'went'),
  rule('shopping', /\b(outfitters?|clothing|fashion|shoes?|footwear|electronics|homeware|furniture|department store|toys?|jewel\w*|hardware|diy|stationer(y|s)|books?|retail|boutique|marketplace|superstore|online order)\b/i, 'went'),
  rule('other_income', /\b(benefit (payment|cr)|dss|child benefit|invoice payment|interest (paid|credit|cr)|int\.? (pd|cr)|credit transfer|dividend|subsidy|stipend|grant)\b/i, 'came'),
  rule('transfer', /\b(p2p|transfer|trf|tfr|imps|neft|rtgs|upi\/p2p|sent to|received from|family|friend|shared bill|wire|ft to|faster payment)\b/i),
] // biome-ignore format: one rule a line

/** Category by rule; undefined where none fits. @param amountMinor its sign says whether money came */
export function categoryByRule(description: string, amountMinor: number): TransactionCategory | undefined {
  const side = amountMinor > 0 ? 'came' : 'went'
  return categoryRules.find(
    ({ pattern, only }) => (only === undefined || only === side) && pattern.test(description),
  )?.category
}
