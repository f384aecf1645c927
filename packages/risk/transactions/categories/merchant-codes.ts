/** Merchant category codes of card schemes (ISO 18245) to categories. */
import type { TransactionCategory } from '@pratibimba/contract'

type Range = readonly [from: number, to: number, category: TransactionCategory]

/** Narrow ranges before wide ones. */
const ranges: readonly Range[] = [
  [4829, 4829, 'transfer'],
  [6010, 6011, 'cash_withdrawal'],
  [6012, 6012, 'instalment'],
  [6051, 6051, 'investment'],
  [6211, 6211, 'investment'],
  [6300, 6399, 'insurance'],
  [6513, 6513, 'rent'],
  [6540, 6540, 'transfer'],
  [7800, 7802, 'gambling'],
  [7995, 7995, 'gambling'],
  [9406, 9406, 'gambling'],
  [9311, 9311, 'tax'],
  [9211, 9223, 'fee'],
  [4812, 4816, 'telecom'],
  [4821, 4821, 'telecom'],
  [4899, 4899, 'subscription'],
  [5968, 5968, 'subscription'],
  [7997, 7997, 'subscription'],
  [4900, 4900, 'utilities'],
  [5411, 5411, 'groceries'],
  [5422, 5499, 'groceries'],
  [5300, 5300, 'groceries'],
  [5811, 5814, 'restaurants'],
  [5541, 5542, 'transport'],
  [5511, 5599, 'transport'],
  [4011, 4011, 'transport'],
  [4111, 4131, 'transport'],
  [4784, 4789, 'transport'],
  [7511, 7549, 'transport'],
  [3000, 3999, 'travel'],
  [4411, 4411, 'travel'],
  [4511, 4582, 'travel'],
  [4722, 4723, 'travel'],
  [7011, 7033, 'travel'],
  [7512, 7519, 'travel'],
  [4119, 4119, 'health'],
  [5047, 5047, 'health'],
  [5122, 5122, 'health'],
  [5912, 5912, 'health'],
  [5975, 5976, 'health'],
  [8011, 8099, 'health'],
  [8211, 8299, 'education'],
  [8351, 8351, 'education'],
  [7829, 7841, 'entertainment'],
  [7911, 7999, 'entertainment'],
  [5815, 5818, 'entertainment'],
  [5932, 5932, 'shopping'],
  [5200, 5399, 'shopping'],
  [5600, 5799, 'shopping'],
  [5931, 5999, 'shopping'],
  [5000, 5199, 'shopping'],
]

/** @param code four digits; anything else has no category */
export function categoryOfMerchantCode(code: string): TransactionCategory | undefined {
  if (!/^\d{4}$/.test(code)) return undefined
  const number = Number(code)
  return ranges.find(([from, to]) => number >= from && number <= to)?.[2]
}
