/** Engines that run policies. */
export { openZenRules, type ZenRules, type ZenRulesOptions } from './open-zen-rules.ts'
