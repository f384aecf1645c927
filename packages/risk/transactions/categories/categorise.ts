/** What a transaction is for: by the bank's own word, by merchant code, by rule, by how its description sounds, in this order. */
import type { TransactionCategory } from '@pratibimba/contract'
import type { CategoryModel } from './category-model.ts'
import { categoryOfWord } from './category-words.ts'
import { categoryOfMerchantCode } from './merchant-codes.ts'
import { categoryByRule } from './rules.ts'

export type CategorySource = 'word' | 'code' | 'rule' | 'model' | 'none'

export interface Categorised {
  readonly category: TransactionCategory
  readonly source: CategorySource
  /** Of the model's guess, also where it was too low. */
  readonly confidence?: number
}

export interface CategoryInput {
  readonly description: string
  readonly amountMinor: number
  readonly categoryWord: string
  readonly merchantCode: string
}

const MOST_KNOWN = 200_000

/** Answers are kept, since descriptions repeat. Under the model's threshold a description is `other`. */
export function openCategoriser(model?: CategoryModel): (row: CategoryInput) => Categorised {
  const known = new Map<string, Categorised>()
  return (row) => {
    const { description, amountMinor, categoryWord, merchantCode } = row
    const key = `${amountMinor > 0 ? '+' : '-'}${categoryWord}\t${merchantCode}\t${description}`
    let found = known.get(key)
    if (found === undefined) {
      found = categorise(row, model)
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(key, found)
    }
    return found
  }
}

function categorise(
  { description, amountMinor, categoryWord, merchantCode }: CategoryInput,
  model: CategoryModel | undefined,
): Categorised {
  const named = categoryWord === '' ? undefined : categoryOfWord(categoryWord)
  if (named !== undefined) return { category: named, source: 'word' }
  const coded = categoryOfMerchantCode(merchantCode)
  if (coded !== undefined) return { category: amountMinor > 0 ? 'refund' : coded, source: 'code' }
  if (description === '') return { category: 'other', source: 'none' }
  const ruled = categoryByRule(description, amountMinor)
  if (ruled !== undefined) return { category: ruled, source: 'rule' }
  if (model === undefined) return { category: 'other', source: 'none' }
  const { category, confidence } = model.guess(description, amountMinor > 0)
  return confidence < model.card.threshold
    ? { category: 'other', source: 'none', confidence }
    : { category, source: 'model', confidence }
}
