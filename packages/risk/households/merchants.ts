/** Texts of statements: a few hundred invented names in the patterns that banks print. No name is meant to be anybody's. */
import { type TransactionCategory, transactionCategories, transactionChannels } from '@pratibimba/contract'

const stems = [
  'Oakmere', 'Tallowick', 'Quillhaven', 'Brambleford', 'Silverfen', 'Marrowdale', 'Copperlane', 'Hazelbrook',
  'Wrenfield', 'Larkspire', 'Dunmarsh', 'Foxglove Row', 'Amberley Gate', 'Pinecrest', 'Velloria', 'Kesarvan',
  'Nimbari', 'Solandra', 'Tarukesh', 'Miravale', 'Orsino Hill', 'Bexwold', 'Juniper Yard', 'Castanea',
] as const // biome-ignore format: a list of names
const towns = ['ELDENPORT', 'MARSHGATE', 'NEWBRIDGE X', 'STONEWICK', 'RIVERTON K', 'ASHVALE'] as const

/** What follows a stem, by category; as many names a category as it has words here, times eight stems. */
const trades: Partial<Record<TransactionCategory, readonly string[]>> = {
  groceries: ['Pantry', 'Fresh Market', 'Grocers', 'Bakery'],
  transport: ['Fuels', 'Transit', 'Taxi', 'Parking'],
  health: ['Pharmacy', 'Clinic', 'Dental', 'Physio'],
  education: ['Academy', 'Bookshop', 'College Fees', 'Tutors'],
  restaurants: ['Kitchen', 'Coffee', 'Noodle Bar', 'Pizzeria'],
  shopping: ['Outfitters', 'Homeware', 'Electronics', 'Shoes'],
  entertainment: ['Cinema', 'Games', 'Tickets', 'Bowling'],
  travel: ['Air', 'Hotels', 'Rail Tours', 'Holidays'],
  other: ['Post Office', 'Charity', 'Kennels'],
  subscription: ['Stream', 'Cloud Drive', 'Fitness Club', 'Daily Press'],
  utilities: ['Power & Light', 'Water Board', 'Gas Supply'],
  telecom: ['Mobile', 'Broadband'],
  insurance: ['Mutual Insurance', 'Life Assurance'],
  gambling: ['Bets', 'Casino', 'Lotto Online'],
  lending_app: ['QuickCash', 'PayEarly', 'EasyLend'],
  salary: ['Logistics Ltd', 'Foods PLC', 'Hospital Trust', 'Software', 'Builders'],
  instalment: ['Finance', 'Home Loans', 'Auto Credit'],
}

/** Patterns by category, where `@` is the name, `#` a number of the pattern and `%` a town. */
const patterns: Record<TransactionCategory, readonly string[]> = {
  salary: ['NEFT CR SALARY @', 'PAYROLL @'],
  other_income: ['INVOICE PAYMENT REF #', 'BENEFIT PAYMENT DSS #', 'CREDIT TRANSFER #'],
  refund: ['REFUND POS #', 'REVERSAL ONLINE ORDER #'],
  rent: ['STANDING ORDER RENT FLAT #', 'RENT LETTINGS #'],
  instalment: ['EMI @ LN#', 'ACH D- EMI # @'],
  card_payment: ['CREDIT CARD PAYMENT #', 'AUTOPAY CC #'],
  utilities: ['ACH D- @', 'BILLPAY @ AC #'],
  telecom: ['ACH D- @', 'RECHARGE @'],
  insurance: ['ACH D- @ PREMIUM', 'POLICY # @'],
  tax: ['TAX OFFICE PREPAYMENT #', 'GST REMITTANCE #'],
  groceries: [],
  transport: [],
  health: [],
  education: [],
  restaurants: [],
  shopping: [],
  entertainment: [],
  travel: [],
  subscription: ['RECURRING @', '@ MONTHLY #'],
  gambling: ['WWW @', 'ECOM @ STAKE #'],
  lending_app: ['IMPS @ #', 'ACH D- @ REPAYMENT'],
  cash_withdrawal: ['ATM WDL % #', 'CASH WDL BRANCH % #'],
  cash_deposit: ['CASH DEPOSIT % #'],
  transfer: ['UPI/P2P/#/FAMILY', 'UPI/P2P/#/FRIEND', 'IMPS TRANSFER #', 'UPI/P2P/#/SHARED BILL'],
  savings_transfer: ['TRANSFER TO/FROM SAVINGS #', 'SWEEP #'],
  investment: ['SIP FUND #', 'BROKERAGE STANDING ORDER #'],
  fee: ['CHARGES RETURNED DEBIT #', 'INTEREST AND CHARGES #', 'ACCOUNT FEE #'],
  other: [],
}

/** Of purchases, by channel. */
const purchasePatterns: Partial<Record<(typeof transactionChannels)[number], readonly string[]>> = {
  card: ['POS # @ %', 'POS # @'],
  online: ['WWW @ ORDER #', 'ECOM @'],
  mobile: ['UPI/#/@', 'UPI/@/PAY'],
}

export interface Descriptions {
  readonly dictionary: readonly string[]
  /** First entry of a (category, channel), shape [categories × channels]. */
  readonly first: Int32Array
  readonly count: Int32Array
}

/** Entries are made once, the same in every run: a number in a text belongs to the text. */
export function describeMerchants(): Descriptions {
  const dictionary: string[] = []
  const cells = transactionCategories.length * transactionChannels.length
  const first = new Int32Array(cells)
  const count = new Int32Array(cells)
  for (const [category, name] of transactionCategories.entries()) {
    let general = -1
    for (const [channel, way] of transactionChannels.entries()) {
      const cell = category * transactionChannels.length + channel
      const ofChannel = patterns[name].length === 0 ? purchasePatterns[way] : undefined
      const chosen = ofChannel ?? (patterns[name].length === 0 ? purchasePatterns.card! : patterns[name])
      if (ofChannel === undefined && general >= 0) {
        first[cell] = first[general]
        count[cell] = count[general]
        continue
      }
      first[cell] = dictionary.length
      dictionary.push(...textsOf(name, chosen, category * 1_000 + channel * 37))
      count[cell] = dictionary.length - first[cell]
      if (ofChannel === undefined) general = cell
    }
  }
  return { dictionary, first, count }
}

/** Twenty to sixty texts: each name in each pattern. */
function textsOf(category: TransactionCategory, chosen: readonly string[], salt: number): string[] {
  const words = trades[category]
  const names =
    words?.flatMap((trade, i) =>
      Array.from({ length: 8 }, (_, k) => `${stems[(k * 3 + i + salt) % stems.length]} ${trade}`),
    ) ?? Array.from({ length: 10 }, () => '')
  return names.flatMap((name, i) =>
    chosen.map((pattern, k) =>
      pattern
        .replace('@', name.toUpperCase())
        .replace('%', towns[(i + k) % towns.length])
        .replace('#', String(1_000 + ((salt * 7_919 + i * 613 + k * 4_241) % 9_000))),
    ),
  )
}
