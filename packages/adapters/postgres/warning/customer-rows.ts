/** Customers and accounts as rows. */
import type { AccountRecord, CustomerRecord } from '@pratibimba/risk/ports'
import { present } from './given-rows.ts'
import type { AccountRow, CustomerRow } from './tables.ts'

export function fromCustomerRow(row: CustomerRow): CustomerRecord {
  return {
    customerId: row.customer_id,
    ...present({
      age: row.age,
      employmentType: row.employment_type,
      homeOwnership: row.home_ownership,
      region: row.region,
      householdSize: row.household_size,
      declaredIncomeMinor: row.declared_income_minor,
      openedOn: row.opened_on,
      ageBand: row.age_band,
      incomeBracket: row.income_bracket,
    }),
    origin: row.origin,
  }
}

export function fromAccountRow(row: AccountRow): AccountRecord {
  return {
    accountId: row.account_id,
    customerId: row.customer_id,
    kind: row.kind,
    currency: row.currency,
    ...present({
      openedOn: row.opened_on,
      creditLimitMinor: row.credit_limit_minor,
      outstandingMinor: row.outstanding_minor,
    }),
  }
}
