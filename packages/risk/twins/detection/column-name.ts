/** What a column's name says: its words, and the families of words a bank's columns are named with. */

/** Lower-case words of a name: `customerID`, `DATE_OF_BIRTH`, `PAY_AMT1` → customer id · date of birth · pay amt 1. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** Names of unordered codes. */
const NOMINAL =
  words(`sex gender marriage marital married family status type kind purpose job occupation profession housing
  home ownership education degree qualification code class category group region state province county country nation
  nationality branch channel product segment currency cur religion race ethnicity language sector industry employment
  employer department directorate reason method mode plan plans label outcome target`)
/** Names of things that are counted. */
const COUNTED =
  words(`count cnt number num no children dependents dependants inquiries enquiries members accounts delinquencies
  bankruptcies defaults loans cards visits times qty quantity`)
/** Names of things that are measured, whatever few values they take. */
const MEASURED =
  words(`amount amt balance bal income salary wage age days months weeks years year month day hour price cost
  payment paid limit fee total sum value principal utilization utilisation score fico dpd tenure temperature distance
  percent pct share ratio debt revenue turnover assets bill`)
/** Names of scales with an order. */
const GRADED = words(
  'rate rating grade level rank tier band bucket duration length stage severity priority scale class score quality',
)
const IDENTIFYING = words('id ids uid uuid guid key identifier')
/** Words that make a number after them an identifier: `loan_number`, `contract no`. */
const NUMBERED = words(
  'customer client borrower loan application contract member order transaction invoice policy case file reference ref receipt',
)
const NUMBER_WORDS = words('number num no nr nbr ref reference code')
const OUTCOME = words('default defaulted target label outcome class bad y response risk delinquent')

export function isNominalName(name: readonly string[]): boolean {
  return name.some((word) => NOMINAL.has(word))
}

export function isCountName(name: readonly string[]): boolean {
  return name.some((word) => COUNTED.has(word))
}

export function isMeasureName(name: readonly string[]): boolean {
  return name.some((word) => MEASURED.has(word))
}

export function isScaleName(name: readonly string[]): boolean {
  return name.some((word) => GRADED.has(word))
}

/** `id`, `customer_id`, `loan number`, `Kundennr`: a name that points at one thing. */
export function isIdentifierName(name: readonly string[]): boolean {
  if (name.some((word) => IDENTIFYING.has(word))) return true
  const last = name[name.length - 1]
  return name.length > 1 && NUMBER_WORDS.has(last) && NUMBERED.has(name[name.length - 2])
}

/** Names under which a table keeps what a model is to predict. */
export function isOutcomeName(name: readonly string[]): boolean {
  return name.some((word) => OUTCOME.has(word))
}

export function isPostalName(words: readonly string[]): boolean {
  return (
    hasWord(words, 'zip', 'zipcode', 'postal', 'postcode', 'postalcode', 'pincode', 'plz', 'eircode') ||
    hasPhrase(words, 'post code') ||
    hasPhrase(words, 'pin code')
  )
}

export function hasWord(name: readonly string[], ...wanted: readonly string[]): boolean {
  return name.some((word) => wanted.includes(word))
}

/** Whether the words stand next to each other in the name, in this order. */
export function hasPhrase(name: readonly string[], phrase: string): boolean {
  return ` ${name.join(' ')} `.includes(` ${phrase} `)
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/))
}
