/** Shapley values of models as they are used: shap, LightGBM, XGBoost and scikit-learn. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Golden, heldAgainstShap } from '../explanation/tree-shap/held-against-shap.ts'
import { python } from '../support/python.ts'

test('every value of large models', { timeout: 600_000 }, async () => {
  const script = join(import.meta.dirname, '../fixtures/tree-shap/tree_shap.py')
  const golden = JSON.parse(await python(script, ['large'])) as Golden
  expect(golden.cases.map(({ name }) => name)).toContain('forest')
  for (const { name } of golden.cases) heldAgainstShap(golden, name)
})
