/** The model that comes with the program: `pratibimba categorize fit` makes it, bit for bit. */
import { type CategoryModel, openCategoryModel } from './category-model.ts'
import { stored } from './shipped-weights.ts'

let opened: CategoryModel | undefined

/** Opened on first use. */
export function shippedCategoryModel(): CategoryModel {
  opened ??= openCategoryModel(JSON.parse(stored))
  return opened
}
