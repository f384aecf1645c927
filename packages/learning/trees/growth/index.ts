/** Growing single trees over binned matrices: what every learner of trees shares. */
export { type FeatureChoice, type FeatureChoiceOptions, openFeatureChoice } from './feature-choice.ts'
export type { GrownNode, GrownTree } from './grown-tree.ts'
export { growthProgram } from './growth-program.ts'
export { type GrowthSetup, growthSetup } from './growth-setup.ts'
export type { CategoryRule, SplitRule } from './split-rule.ts'
export { openTreeGrower, type TreeGrower, type TreeRequest } from './tree-grower.ts'
