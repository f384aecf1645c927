import { expect, it } from 'vitest'
import { checkTreeModel } from '../../formats/index.ts'
import { mergeTrees } from '../../formats/trained/index.ts'
import { rawScores, type Stack } from '../../models/index.ts'
import { applicants } from '../support/applicants.ts'
import { modelsOfEveryKind } from '../support/model-kinds.ts'

const data = applicants(500)
const models = await modelsOfEveryKind(data)
const stack = (...members: (keyof typeof models)[]): Stack => ({
  kind: 'stacked',
  members: members.map((name) => models[name]) as Stack['members'],
  weights: Float64Array.of(0.6, 0.2, 0.2).slice(0, members.length),
  intercept: -0.25,
  scale: 'log-odds',
})

it('merges boosted members into one set of trees with the same scores', () => {
  const whole = stack('symmetric', 'depth-wise', 'leaf-wise')
  const merged = checkTreeModel(mergeTrees(whole))
  const [own, other] = [rawScores(whole, data), rawScores(merged, data)]
  for (let i = 0; i < own.length; i++) expect(other[i]).toBeCloseTo(own[i], 12)
})

it.each([
  ['scorecard', /One member of the model is a scorecard/],
  ['regression', /One member of the model is a regression/],
  ['random-forest', /cannot be added/],
] as const)('names a member that has no such trees: %s', (member, message) => {
  expect(() => mergeTrees(stack('leaf-wise', member))).toThrow(message)
})
