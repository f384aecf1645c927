/**
 * Where each number of a household stands: what it is (traits, fixed for its life) and how it is (state, changing day by
 * day). Both are flat arrays, so that a household can be copied and lived on from any evening.
 */

/** What is owed on a day of the month: home, up to three loans (the last one is taken in trouble), card, two utilities. */
export const SLOTS = 7
export const HOME_SLOT = 0
export const NEW_LOAN_SLOT = 3
export const CARD_SLOT = 4
export const FIRST_UTILITY_SLOT = 5
/** Loans stand in the slots 0 (mortgage) to 3. */
export const LOANS = 4
/** Kinds of everyday spending, in the order of `purchaseKinds`. */
export const PURCHASES = 11

// Traits
/** Usual take-home pay a month. */
export const INCOME = 0
export const PAY_KIND = 1
/** Day of the month, or of the week (0 = Sunday). */
export const PAY_DAY = 2
/** Which of two weeks, for the biweekly. */
export const PAY_PHASE = 3
export const EMPLOYMENT = 4
export const HOME = 5
export const REGION = 6
export const HOUSEHOLD_SIZE = 7
export const AGE = 8
export const DECLARED_INCOME = 9
/** First day at the bank. */
export const OPENED = 10
/** Savings that the household wants to keep. */
export const BUFFER = 11
/** Share of the dues before the next payday that is kept from being spent. */
export const RESERVE = 12
export const SAVING_RATE = 13
export const HAS_SAVINGS = 14
/** 0 without a card. */
export const CARD_LIMIT = 15
/** Share of the statement above the minimum that is paid; 1 pays in full. */
export const CARD_PAY = 16
export const CARD_SHARE = 17
/** Bets a day where nothing is wrong. */
export const CASUAL_BETS = 18
/** Everyday spending a month. */
export const BUDGET = 19
export const MOBILE_SHARE = 20
export const PAYS_ACCOUNT_FEE = 21
export const SUBSCRIPTIONS = 22
export const SUBSCRIPTION_PRICE = 23
export const SUBSCRIPTION_DAY = 24
export const TELECOM_COST = 25
export const TELECOM_DAY = 26
export const INSURANCE_COST = 27
export const INSURANCE_DAY = 28
export const DORMANT = 29
export const INVESTED = 30
export const TAX_COST = 31
/** Bills outside the slots, a month. */
export const SMALL_BILLS = 32
export const UTILITY_COST = 33
/** Chance of a purchase on a usual night where nothing is wrong. */
export const NIGHT_LIFE = 35
/** Coefficient of variation of what a payday brings. */
export const PAY_VARIATION = 36
export const SLOT_DAY = 37
export const LOAN_PRINCIPAL = SLOT_DAY + SLOTS
export const LOAN_RATE = LOAN_PRINCIPAL + LOANS
export const LOAN_MONTHS = LOAN_RATE + LOANS
/** Purchases a day, before season and circumstances. */
export const PURCHASE_RATE = LOAN_MONTHS + LOANS
/** Mean amount of a purchase. */
export const PURCHASE_MEAN = PURCHASE_RATE + PURCHASES
export const TRAITS = PURCHASE_MEAN + PURCHASES

// State
export const CURRENT = 0
export const SAVINGS = 1
export const CARD_OWED = 2
export const STATEMENT = 3
export const MINIMUM = 4
/** Index into the contract's `hiddenStates`. */
export const HIDDEN = 5
export const SEVERITY = 6
export const ONSET = 7
/** How far the trouble has come to bear on behaviour, 0–1; outlives it for a while. */
export const EFFECT = 8
/** The hidden state that `EFFECT` comes from. */
export const EFFECT_OF = 9
/** Next payday; of irregular incomes the day until which money is planned. */
export const NEXT_PAY = 10
export const PENDING_PAY = 11
export const PENDING_DAY = 12
export const APP_OWED = 13
export const APP_DUE = 14
export const REGION_FACTOR = 15
export const PAID_TODAY = 16
/** Days of warning that an income loss gives: late and smaller pay before it stops. */
export const LEAD_DAYS = 17
/** Everyday spending of this week against the plan: guests, a trip, a quiet week. */
export const WEEK_FACTOR = 18
/** Amount due on the slot's next day; 0 where there is nothing. */
export const SLOT_AMOUNT = 19
export const UNPAID = SLOT_AMOUNT + SLOTS
export const UNPAID_DUE = UNPAID + SLOTS
/** Row of the payment in the books; −1 where it was not recorded. */
export const UNPAID_ROW = UNPAID_DUE + SLOTS
/** Day of the next attempt. */
export const NEXT_TRY = UNPAID_ROW + SLOTS
export const LOAN_OWED = NEXT_TRY + SLOTS
export const LOAN_TAKEN = LOAN_OWED + LOANS
export const STATE = LOAN_TAKEN + LOANS

// Kinds of pay
export const MONTHLY = 0
export const BIWEEKLY = 1
export const WEEKLY = 2
export const INVOICES = 3

// Employment, homes
export const employments = ['salaried', 'self_employed', 'part_time', 'retired', 'benefits'] as const
export const SALARIED = 0
export const SELF_EMPLOYED = 1
export const PART_TIME = 2
export const RETIRED = 3
export const BENEFITS = 4
export const homes = ['rent', 'mortgage', 'own'] as const
export const RENTED = 0
export const MORTGAGED = 1
export const OWNED = 2
export const regions = [
  'north',
  'north_east',
  'east',
  'south_east',
  'south',
  'south_west',
  'west',
  'capital',
] as const
