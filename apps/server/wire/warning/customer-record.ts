/** Customers and accounts from the wire, with the bands that pages cut them by. */
import type { CustomerRecord as WireCustomer } from '@pratibimba/contract'
import { ageBandOf, incomeBracketOf } from '@pratibimba/risk/households'
import type { AccountRecord, CustomerRecord } from '@pratibimba/risk/ports'

export function customerFromWire(wire: WireCustomer): CustomerRecord {
  return {
    customerId: wire.customer_id,
    age: wire.age,
    employmentType: wire.employment_type,
    homeOwnership: wire.home_ownership,
    region: wire.region,
    householdSize: wire.household_size,
    declaredIncomeMinor: wire.declared_income_minor,
    openedOn: wire.opened_on,
    ageBand: wire.age === undefined ? undefined : ageBandOf(wire.age),
    incomeBracket:
      wire.declared_income_minor === undefined ? undefined : incomeBracketOf(wire.declared_income_minor),
  }
}

export function accountsFromWire(wire: WireCustomer): AccountRecord[] {
  return (wire.accounts ?? []).map((account) => ({
    accountId: account.account_id,
    customerId: wire.customer_id,
    kind: account.kind,
    currency: account.currency ?? 'USD',
    openedOn: account.opened_on,
    creditLimitMinor: account.credit_limit_minor ?? undefined,
    outstandingMinor: account.outstanding_minor ?? undefined,
  }))
}
