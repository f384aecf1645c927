/** How often descriptions of merchants that were never seen get their category, by category. */

import { type TransactionCategory, transactionCategories } from '@pratibimba/contract'
import { groupedFolds } from '@pratibimba/learning/splitting'
import { type CategoryCard, type CategoryGuess, openCategoryModel } from './category-model.ts'
import { type CategoryFitOptions, fitCategoryModel, type LabelledText } from './fit-category-model.ts'

interface CategoryAccuracy {
  readonly category: TransactionCategory
  readonly texts: number
  /** Of them, those that got it. */
  readonly recall: number
  /** Of those that got it, those it belongs to; NaN where none did. */
  readonly precision: number
}

export interface CategoryEvaluation {
  readonly texts: number
  readonly groups: number
  /** Share that got their category, whatever the confidence. */
  readonly accuracy: number
  /** Share that is confident enough, and accuracy among it. */
  readonly covered: number
  readonly accuracyCovered: number
  readonly categories: readonly CategoryAccuracy[]
}

/** Guesses against labels. @param threshold below which a guess does not count as covered */
export function evaluateGuesses(
  texts: readonly LabelledText[],
  guess: (text: LabelledText, row: number) => CategoryGuess,
  threshold: number,
): CategoryEvaluation {
  const right = new Map<string, number>()
  const given = new Map<string, number>()
  const there = new Map<string, number>()
  let [hits, covered, hitsCovered] = [0, 0, 0]
  for (const [row, text] of texts.entries()) {
    const { category, confidence } = guess(text, row)
    const isRight = category === text.category
    add(there, text.category)
    add(given, category)
    if (isRight) {
      add(right, category)
      hits++
    }
    if (confidence < threshold) continue
    covered++
    if (isRight) hitsCovered++
  }
  return {
    texts: texts.length,
    groups: new Set(texts.map(({ group }) => group)).size,
    accuracy: hits / texts.length,
    covered: covered / texts.length,
    accuracyCovered: hitsCovered / covered,
    categories: transactionCategories
      .filter((category) => there.has(category))
      .map((category) => ({
        category,
        texts: there.get(category)!,
        recall: (right.get(category) ?? 0) / there.get(category)!,
        precision: (right.get(category) ?? 0) / (given.get(category) ?? 0),
      })),
  }
}

/** Each group is judged by a model that has seen none of its texts: k folds by group. */
export function crossEvaluate(
  texts: readonly LabelledText[],
  threshold: number,
  { folds = 5, ...fit }: CategoryFitOptions & { readonly folds?: number } = {},
): CategoryEvaluation {
  const card: CategoryCard = { trained_on: '', texts: 0, merchants: 0, threshold, held_out: '', limits: '' }
  const guesses = new Array<CategoryGuess>(texts.length)
  const groups = texts.map(({ group }) => group)
  for (const { train, test } of groupedFolds(groups, folds, { seed: fit.seed ?? 42 })) {
    const model = openCategoryModel(
      fitCategoryModel(
        Array.from(train, (row) => texts[row]),
        card,
        fit,
      ),
    )
    for (const row of test) guesses[row] = model.guess(texts[row].description, texts[row].came)
  }
  return evaluateGuesses(texts, (_, row) => guesses[row], threshold)
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
