/** A column of input as a model knows it. */

export interface Feature {
  readonly name: string
  readonly kind: 'number' | 'category'
  /** Labels by code; categories only. */
  readonly categories?: readonly string[]
  /** The model does not keep the labels: the code of a label is its `categoryHash`. CatBoost's categories. */
  readonly hashed?: true
}
