import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { type Golden, heldAgainstShap } from './held-against-shap.ts'

const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/tree-shap/tree-shap.golden.json'), 'utf8'),
) as Golden

describe('values of small models, made by fixtures/tree-shap/tree_shap.py', () => {
  test.each(golden.cases.map(({ name }) => name))('%s', (name) => heldAgainstShap(golden, name))
})
