/** Where a household's day is written down; a forward simulation writes nothing. */

export interface Books {
  transaction(
    account: number,
    amount: number,
    category: number,
    channel: number,
    part: number,
    failed: boolean,
    balance: number,
  ): void
  /** @returns the row, to be settled later */
  paymentDue(slot: number, kind: number, day: number, amount: number): number
  paymentSettled(row: number, day: number, amount: number): void
  /** The debit failed for lack of funds. */
  paymentMissed(row: number): void
}

export const noBooks: Books = {
  transaction: () => undefined,
  paymentDue: () => -1,
  paymentSettled: () => undefined,
  paymentMissed: () => undefined,
}
