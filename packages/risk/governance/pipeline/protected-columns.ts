/** Columns of plain tables that tell what laws protect, by what they are usually called. */

/** Age may be read with a falling direction; fairness is measured by it too. */
const ages = ['age', 'ageyears', 'applicantage', 'personage']

const protectedNames = [
  'gender',
  'sex',
  'personalstatussex',
  'personalstatus',
  'statussex',
  'ethnicity',
  'race',
  'colour',
  'color',
  'skincolour',
  'religion',
  'caste',
  'tribe',
  'nationality',
  'nationalorigin',
  'foreignworker',
  'foreigner',
  'citizenship',
  'maritalstatus',
  'marriage',
  'married',
  'disability',
  'sexualorientation',
  'politicalopinion',
  'tradeunion',
  'publicassistance',
]

/** `Personal_Status Sex` → `personalstatussex` */
const keyOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

export const isAgeColumn = (name: string): boolean => ages.includes(keyOf(name))
export const isProtectedColumn = (name: string): boolean => protectedNames.includes(keyOf(name))

/** Names of a target whose larger value means that the loan went well. */
export const tellsGood = (name: string): boolean =>
  ['good', 'isgood', 'repaid', 'fullypaid', 'paid', 'paidback', 'creditworthy'].includes(keyOf(name))
