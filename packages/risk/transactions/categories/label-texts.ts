/** A bank's own labelled rows as texts to learn from: each text once, under the label it has most often. */
import { type TransactionCategory, transactionCategories } from '@pratibimba/contract'
import { categoryOfWord } from './category-words.ts'
import type { LabelledText } from './fit-category-model.ts'
import { plainWords } from './text-features.ts'

export interface LabelTally {
  add(description: string, label: string, came: boolean): void
  /** In the order in which texts came. */
  texts(): LabelledText[]
  /** Labels that no category was given for, with their rows. */
  readonly unknown: ReadonlyMap<string, number>
  readonly rows: number
}

/**
 * @param words category by the bank's label, `null` for labels to leave out; absent: the usual words
 * @throws RangeError when a category is not one of the platform's
 */
export function openLabelTally(words?: Readonly<Record<string, string | null>>): LabelTally {
  for (const [label, category] of Object.entries(words ?? {}))
    if (category !== null && !(transactionCategories as readonly string[]).includes(category))
      throw new RangeError(
        `openLabelTally: need a category of the platform for "${label}", got ${JSON.stringify(category)}`,
      )
  const votes = new Map<string, Map<TransactionCategory, number>>()
  const unknown = new Map<string, number>()
  let rows = 0
  return {
    add(description, label, came) {
      rows++
      const said = words !== undefined && Object.hasOwn(words, label) ? words[label] : undefined
      const category =
        words === undefined ? categoryOfWord(label) : (said as TransactionCategory | null | undefined)
      if (category == null) {
        unknown.set(label, (unknown.get(label) ?? 0) + 1)
        return
      }
      const key = `${came ? '+' : '-'}${description.trim()}`
      const own = votes.get(key) ?? new Map<TransactionCategory, number>()
      own.set(category, (own.get(category) ?? 0) + 1)
      votes.set(key, own)
    },
    texts: () =>
      [...votes].flatMap(([key, own]) => {
        const group = plainWords(key.slice(1)).join(' ')
        if (group === '') return []
        const [category] = [...own].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]
        return [{ description: key.slice(1), came: key[0] === '+', category, group }]
      }),
    unknown,
    get rows() {
      return rows
    },
  }
}
