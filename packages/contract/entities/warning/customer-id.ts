/** Ids of customers: what can stand in an address as it is. */
import Type from 'typebox'

export const CustomerId = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$',
  description: 'Up to 64 letters, digits and _ . : -',
})
