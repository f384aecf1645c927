/** What is learnt: the loss whose gradients the trees follow. Plain data, so that it crosses threads. */

import { binary } from './binary.ts'
import { type CustomObjective, customObjective } from './custom.ts'
import { multiclass } from './multiclass.ts'
import type { ObjectiveKind, ObjectiveNumbers } from './objective-kind.ts'
import { poisson } from './poisson.ts'
import { regression } from './regression.ts'

/** Built-in objectives: one file each and one line here. */
const kinds = { binary, regression, poisson, multiclass } as const satisfies Record<string, ObjectiveKind>

export type ObjectiveName = keyof typeof kinds
export type { CustomObjective }

export interface ObjectiveSettings extends ObjectiveNumbers {
  readonly name: ObjectiveName | 'custom'
}

export function objectiveKind(name: ObjectiveName | 'custom', custom?: CustomObjective): ObjectiveKind {
  if (name !== 'custom') return kinds[name]
  if (custom === undefined)
    throw new RangeError('objectiveKind: need the function of a custom objective, got none')
  return customObjective(custom)
}
