/** The engines a twin can be learnt with: one file and one line each. */
import type { TwinEngine } from './engine.ts'
import { gaussianEngine } from './gaussian.ts'

export const twinEngines = [gaussianEngine] as const satisfies readonly TwinEngine[]
