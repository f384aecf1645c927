/**
 * Every number the household simulator assumes, each with its unit, its allowed range and why it is what it is. Shares
 * are of customers, money is in minor units of the lake's currency. `docs/methods/household-simulator.md` prints them.
 */

export interface Parameter {
  readonly value: number
  readonly unit: string
  /** Lowest and highest value that makes sense. */
  readonly range: readonly [low: number, high: number]
  readonly reason: string
}

const share = [0, 1] as const
const parameter = (
  value: number,
  unit: string,
  range: readonly [number, number],
  reason: string,
): Parameter => ({ value, unit, range, reason })

export const householdParameters = {
  // Income
  'income.median_minor': parameter(
    280_000,
    'minor units a month',
    [1_000, 1e10],
    'Median take-home pay of a household with one account; sets the scale of everything else.',
  ),
  'income.sigma': parameter(
    0.42,
    'log units',
    [0, 1.5],
    'Take-home pay is close to lognormal below the top percent; .4–.5 after tax in household surveys.',
  ),
  'income.self_employed_share': parameter(
    0.09,
    'share',
    share,
    'About one worker in ten; income comes by invoice.',
  ),
  'income.part_time_share': parameter(0.09, 'share', share, 'Paid by the week, smaller and less even.'),
  'income.retired_share': parameter(0.14, 'share', share, 'Pensions: monthly, punctual, never lost.'),
  'income.benefits_share': parameter(0.05, 'share', share, 'Households living on benefits.'),
  'income.biweekly_share': parameter(
    0.28,
    'share of salaried',
    share,
    'Two-weekly payroll is common; the rest is paid by the month.',
  ),
  'income.variation': parameter(
    0.015,
    'coefficient of variation',
    [0, 0.5],
    'Allowances of those on a fixed salary.',
  ),
  'income.hourly_share': parameter(
    0.55,
    'share of salaried',
    share,
    'Paid by the hour: 58 % of wage and salary workers in 2019 (BLS 2020).',
  ),
  'income.hourly_variation': parameter(
    0.1,
    'coefficient of variation',
    [0, 0.5],
    'Hours and overtime; bank records show far more, a median of 36 % a month over all income (JPMorgan Chase Institute 2019).',
  ),
  'income.part_time_variation': parameter(
    0.12,
    'coefficient of variation',
    [0, 1],
    'Hours differ from week to week.',
  ),
  'income.invoice_sigma': parameter(0.4, 'log units', [0, 1.5], 'Size of an invoice of the self-employed.'),
  'income.invoices_a_month': parameter(5, 'count a month', [1, 30], 'Invoices paid to the self-employed.'),
  'income.delay_chance': parameter(
    0.012,
    'probability a payday',
    share,
    'Payroll slips of one to three days where nothing is wrong.',
  ),
  'income.refunds_a_month': parameter(0.25, 'count a month', [0, 10], 'Goods sent back.'),
  'income.raise_annual': parameter(0.03, 'share a year', [-0.2, 1], 'Pay follows prices every January.'),

  // Homes, debts, bills
  'housing.rent_share': parameter(0.38, 'share', share, 'Tenants.'),
  'housing.mortgage_share': parameter(0.36, 'share', share, 'Owners with a mortgage; the rest owe nothing.'),
  'housing.cost_median': parameter(
    0.27,
    'share of income',
    [0.02, 0.8],
    'Rent or mortgage instalment; 25–30 % is the usual housing burden.',
  ),
  'housing.cost_sigma': parameter(0.2, 'log units', [0, 1], 'Spread of the housing burden.'),
  'housing.mortgage_rate_annual': parameter(0.045, 'rate a year', [0.001, 0.5], 'Of running mortgages.'),
  'loans.first_share': parameter(0.36, 'share', share, 'Households with a car or personal loan.'),
  'loans.second_share': parameter(0.25, 'share of those with one', share, 'Households with a second loan.'),
  'loans.cost_median': parameter(
    0.075,
    'share of income',
    [0.005, 0.5],
    'Instalment of one loan; debt service of borrowers is 8–15 %.',
  ),
  'loans.cost_sigma': parameter(0.4, 'log units', [0, 1.5], 'Spread of the instalment.'),
  'loans.rate_annual': parameter(0.095, 'rate a year', [0.001, 1], 'Of instalment loans.'),
  'utilities.cost_share': parameter(
    0.062,
    'share of income',
    [0, 0.4],
    'Energy and water, at the median income.',
  ),
  'utilities.winter_swing': parameter(
    0.25,
    'share',
    [0, 0.9],
    'Energy above and below its mean over the year.',
  ),
  'telecom.cost_share': parameter(0.016, 'share of income', [0, 0.2], 'Phone and internet.'),
  'insurance.cost_share': parameter(0.03, 'share of income', [0, 0.3], 'Car, home and health cover.'),
  'subscriptions.mean': parameter(3.8, 'count', [0, 6], 'Streaming, software, clubs, press.'),
  'subscriptions.price_minor': parameter(1_250, 'minor units', [1, 1e7], 'Median monthly price of one.'),

  // Cards
  'card.share': parameter(0.66, 'share', share, 'Households with a credit card.'),
  'card.limit_months': parameter(1.5, 'months of income', [0.05, 20], 'Median limit.'),
  'card.limit_sigma': parameter(0.45, 'log units', [0, 2], 'Spread of the limit.'),
  'card.revolver_share': parameter(
    0.45,
    'share of cardholders',
    share,
    'A little under half carry a balance; the others pay the statement in full.',
  ),
  'card.minimum_share': parameter(
    0.04,
    'share of the statement',
    [0.005, 1],
    'Usual minimum payment, interest included.',
  ),
  'card.minimum_floor_minor': parameter(2_500, 'minor units', [0, 1e7], 'Least minimum payment.'),
  'card.rate_annual': parameter(0.21, 'rate a year', [0, 2], 'Interest on carried balances.'),
  'card.purchase_share': parameter(0.3, 'share of purchases', share, 'Purchases that cardholders put on it.'),

  // Buffers
  'buffer.median_months': parameter(
    0.55,
    'months of income',
    [0.01, 24],
    'Liquid savings that a household keeps; the median is about a month of pay.',
  ),
  'buffer.sigma': parameter(
    1.1,
    'log units',
    [0, 3],
    'Liquid wealth is far more unequal than pay: a tenth holds days, a tenth holds half a year.',
  ),
  'buffer.no_savings_share': parameter(
    0.5,
    'share of thin buffers',
    share,
    'Households whose buffer is under a tenth of a month that have no savings account.',
  ),
  'buffer.saving_rate': parameter(
    0.05,
    'share of income',
    [0, 0.6],
    'Put aside on payday while below the buffer.',
  ),
  'buffer.impatience': parameter(
    0.35,
    'share of dues not reserved',
    share,
    'How much of the dues before the next payday the thinnest buffers treat as free money; others almost none.',
  ),
  'buffer.kept_least': parameter(
    0.95,
    'share of what is needed',
    share,
    'People judge roughly what to leave on the current account on payday: evenly between this and a tenth too much.',
  ),
  'buffer.inattention': parameter(
    0.048,
    'probability a morning',
    [0, 1],
    'Money lies in savings and nobody moves it in time: a fair part of real missed payments is forgetting.',
  ),
  'buffer.lumps_a_month': parameter(
    1.1,
    'count a month',
    [0, 3],
    'Unforeseen expenses, mostly small: repairs, teeth, vets; about one a month.',
  ),
  'buffer.lump_median': parameter(0.06, 'share of income', [0, 3], 'Median unforeseen expense.'),
  'buffer.lump_sigma': parameter(1.2, 'log units', [0, 2], 'Spread of unforeseen expenses.'),

  // Purchases: share of the household's spending money, events a month, spread of the amount
  'groceries.share': parameter(0.3, 'share of spending', share, 'Largest part of everyday spending.'),
  'groceries.a_month': parameter(16.5, 'count a month', [0.1, 120], 'A purchase every other day.'),
  'groceries.sigma': parameter(0.75, 'log units', [0, 2], 'Small errands and weekly shopping.'),
  'transport.share': parameter(0.13, 'share of spending', share, 'Fuel, fares, parking.'),
  'transport.a_month': parameter(13, 'count a month', [0.1, 120], 'Commuting days.'),
  'transport.sigma': parameter(0.85, 'log units', [0, 2], 'Fares against full tanks.'),
  'health.share': parameter(0.05, 'share of spending', share, 'Out of pocket.'),
  'health.a_month': parameter(1.8, 'count a month', [0.1, 120], 'Pharmacy and practice.'),
  'health.sigma': parameter(0.7, 'log units', [0, 2], 'Prescriptions against treatments.'),
  'education.share': parameter(0.03, 'share of spending', share, 'Fees, books, courses.'),
  'education.a_month': parameter(0.8, 'count a month', [0.1, 120], 'Most in September.'),
  'education.sigma': parameter(0.8, 'log units', [0, 2], 'Books against fees.'),
  'restaurants.share': parameter(0.12, 'share of spending', share, 'Eating out and take-away.'),
  'restaurants.a_month': parameter(10.9, 'count a month', [0.1, 120], 'Twice a week, more at weekends.'),
  'restaurants.sigma': parameter(0.75, 'log units', [0, 2], 'Coffee against dinner.'),
  'shopping.share': parameter(0.15, 'share of spending', share, 'Clothes, household goods, electronics.'),
  'shopping.a_month': parameter(9.9, 'count a month', [0.1, 120], 'Twice a week.'),
  'shopping.sigma': parameter(1.1, 'log units', [0, 2], 'Many small, few large.'),
  'entertainment.share': parameter(0.06, 'share of spending', share, 'Cinema, games, events.'),
  'entertainment.a_month': parameter(5, 'count a month', [0.1, 120], 'Once a week.'),
  'entertainment.sigma': parameter(0.6, 'log units', [0, 2], 'Rentals against concerts.'),
  'travel.share': parameter(0.05, 'share of spending', share, 'Holidays, spread over the year.'),
  'travel.a_month': parameter(0.8, 'count a month', [0.1, 120], 'Mostly in summer.'),
  'travel.sigma': parameter(0.9, 'log units', [0, 2], 'Tickets against stays.'),
  'cash.share': parameter(0.07, 'share of spending', share, 'Drawn at machines, in whole notes.'),
  'cash.a_month': parameter(5, 'count a month', [0.1, 120], 'About once a week.'),
  'cash.sigma': parameter(0.4, 'log units', [0, 2], 'Usual amounts.'),
  'transfer.share': parameter(
    0.03,
    'share of spending',
    share,
    'Given to family and friends, net of what comes back.',
  ),
  'transfer.a_month': parameter(7, 'count a month', [0.1, 120], 'Out; some as many come in.'),
  'transfer.sigma': parameter(0.6, 'log units', [0, 2], 'Shared bills.'),
  'other.share': parameter(0.01, 'share of spending', share, 'Donations, postage.'),
  'other.a_month': parameter(1.2, 'count a month', [0.1, 120], 'Rare.'),
  'other.sigma': parameter(0.6, 'log units', [0, 2], 'Small.'),
  'spending.habit_sigma': parameter(
    0.22,
    'log units',
    [0, 1],
    'Households differ in what they spend on; kept for as long as they are simulated.',
  ),
  'spending.night': parameter(
    0.055,
    'probability a night',
    [0, 1],
    'A purchase between midnight and five where nothing is wrong, for the middle household of middle age.',
  ),
  'spending.night_sigma': parameter(
    0.8,
    'log units',
    [0, 2],
    'Early birds and night owls: habits that stay.',
  ),
  'spending.night_young': parameter(
    1.8,
    'factor',
    [1, 5],
    'Under 35, against the middle-aged; from 55 on divided by it.',
  ),
  'spending.night_weekend': parameter(
    2.2,
    'factor',
    [0, 3.5],
    'The nights to Saturday and Sunday against the mean of the week.',
  ),
  'spending.night_worker_share': parameter(
    0.09,
    'share of those in work',
    share,
    'Night, rotating and irregular shifts: 3.2, 2.5 and 3.1 % of full-time workers (BLS 2005).',
  ),
  'spending.night_worker': parameter(
    0.22,
    'probability a night',
    share,
    'What such shifts add: breaks and ways home at night, about three nights in two weeks.',
  ),
  'spending.week_sigma': parameter(
    0.3,
    'log units',
    [0, 1],
    'Guests, a trip, a quiet week: nobody sees them coming. In most accounts spending moves by over 30 % from month to month (JPMorgan Chase Institute 2015).',
  ),
  'spending.december': parameter(1.22, 'factor', [0.5, 3], 'Presents and feasts, essentials excluded.'),
  'spending.inflation_annual': parameter(0.03, 'rate a year', [-0.1, 1], 'Prices rise day by day.'),
  'spending.regional_sigma': parameter(
    0.02,
    'log units',
    [0, 0.5],
    'Spending that all households of a region have in common in a week.',
  ),
  'region.persistence': parameter(
    0.9,
    'correlation of weeks',
    [0, 0.999],
    'A regional shock lasts about two months.',
  ),
  'region.hazard_sigma': parameter(
    0.2,
    'log units',
    [0, 2],
    'How much a regional shock moves the onset of income loss.',
  ),

  // Trouble: onset, length, severity
  'income_loss.onset_annual': parameter(
    0.17,
    'events a year',
    [0, 10],
    'Job losses and lost contracts of those in work.',
  ),
  'income_loss.days': parameter(
    100,
    'days',
    [10, 3_000],
    'Mean length; spells of unemployment last four to six months.',
  ),
  'income_loss.lead_days': parameter(
    21,
    'days',
    [0, 365],
    'Late and smaller pay before it stops, where there is warning.',
  ),
  'income_loss.sudden_share': parameter(
    0.6,
    'share of losses',
    share,
    'From one day to the next: six in ten of the displaced had no written notice (BLS 2012).',
  ),
  'income_loss.severity_mean': parameter(0.85, 'share of pay', share, 'Pay that is lost in the end.'),
  'income_loss.replacement': parameter(
    0.3,
    'share of lost pay',
    share,
    'Benefits, three weeks after the loss, every two weeks.',
  ),
  'illness.onset_annual': parameter(0.14, 'events a year', [0, 10], 'Long sickness of an earner or carer.'),
  'illness.days': parameter(80, 'days', [10, 3_000], 'Mean length.'),
  'illness.severity_mean': parameter(
    0.6,
    'share',
    share,
    'One would be all of the pay below and the costs above.',
  ),
  'illness.pay_loss': parameter(
    0.6,
    'share of pay',
    share,
    'Sick pay below full pay, at severity one, after two weeks.',
  ),
  'illness.cost': parameter(
    0.2,
    'share of income a month',
    [0, 3],
    'Treatment and medicine, at severity one.',
  ),
  'over_commitment.onset_annual': parameter(0.14, 'events a year', [0, 10], 'A loan too many.'),
  'over_commitment.days': parameter(
    120,
    'days',
    [10, 3_000],
    'Mean length, until debts are restructured or paid.',
  ),
  'over_commitment.severity_mean': parameter(0.7, 'share', share, 'One would be all of the burden below.'),
  'over_commitment.burden': parameter(0.42, 'share of income', [0, 2], 'New instalments, at severity one.'),
  'over_commitment.spree': parameter(
    0.15,
    'share of spending',
    [0, 3],
    'Discretionary spending above its mean, at severity one.',
  ),
  'addiction.onset_annual': parameter(
    0.05,
    'events a year',
    [0, 10],
    'Problem gambling, about one adult in a hundred at a time.',
  ),
  'addiction.days': parameter(130, 'days', [10, 3_000], 'Mean length.'),
  'addiction.severity_mean': parameter(0.7, 'share', share, 'One would be all of the stakes below.'),
  'addiction.stakes': parameter(
    0.6,
    'share of income a month',
    [0, 3],
    'Money staked and lost, at severity one.',
  ),
  'trouble.ramp_days': parameter(18, 'days', [1, 365], 'From onset to its full effect on behaviour.'),
  'trouble.fade_days': parameter(20, 'days', [1, 365], 'How long caution outlives the trouble.'),
  'trouble.cut': parameter(
    0.6,
    'share of discretionary spending',
    share,
    'Given up at full effect by households whose income falls.',
  ),
  'trouble.hoarding': parameter(
    2.5,
    'factor',
    [0, 20],
    'Extra cash withdrawals in the week before payday, at full effect.',
  ),
  'trouble.held_bills': parameter(
    0.5,
    'probability a bill',
    share,
    'Utility bills paid late by choice, at full effect.',
  ),
  'trouble.night': parameter(
    0.04,
    'probability a night',
    share,
    'What full effect at severity one adds to it: less than a night owl differs from others.',
  ),

  // Short of money
  'app.willing_share': parameter(
    0.3,
    'share',
    share,
    'Mornings short of money on which a lending app is turned to and pays out: some do not ask, apps turn down more than they serve.',
  ),
  'app.loan_share': parameter(0.12, 'share of income', [0.01, 1], 'One loan of an app.'),
  'app.limit': parameter(0.3, 'share of income', [0, 3], 'Most that apps lend together.'),
  'app.fee': parameter(0.15, 'share of the loan', [0, 2], 'Paid back with it.'),
  'app.days': parameter(21, 'days', [3, 120], 'Until it is due.'),
  'relief.a_month': parameter(
    1.4,
    'count a month',
    [0, 30],
    'Help that comes to those who have hardly anything left: family, an extra shift, something sold.',
  ),
  'relief.median': parameter(0.3, 'share of income', [0, 5], 'Median help.'),
  'gambling.casual_share': parameter(0.08, 'share', share, 'Households with a harmless bet or two a month.'),
  'fee.failed_minor': parameter(1_500, 'minor units', [0, 1e7], 'Charged by the bank for a returned debit.'),
  'fee.monthly_minor': parameter(400, 'minor units', [0, 1e7], 'Account fee, charged to two in five.'),

  // The bank's files
  'new_customer.share': parameter(0.03, 'share', share, 'Accounts opened while the data is being taken.'),
  'new_customer.last_day_share': parameter(
    0.05,
    'share of new customers',
    share,
    'Opened on the last day: one day of history.',
  ),
  'dormant.share': parameter(0.004, 'share', share, 'Accounts without a single transaction.'),
  'late_row.share': parameter(
    0.01,
    'share of rows',
    share,
    'Rows that the bank learns of hours to days later.',
  ),
  'late_row.median_hours': parameter(14, 'hours', [0.1, 240], 'Median delay of a late row.'),
  'warm_up.days': parameter(
    50,
    'days',
    [0, 400],
    'Lived through before the first day, so that it is like any other.',
  ),
} as const satisfies Record<string, Parameter>

export type ParameterName = keyof typeof householdParameters
export type HouseholdParameters = Readonly<Record<ParameterName, number>>
