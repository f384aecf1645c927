/** Gates as they are read: those that hold a version back first, then those signed for, then the rest. */
import type { GateResult } from '@pratibimba/contract'

const rank = ({ passed, overridden_by }: GateResult) => (passed ? 2 : overridden_by === null ? 0 : 1)

export function failedFirst(gates: readonly GateResult[]): GateResult[] {
  return gates.toSorted((a, b) => rank(a) - rank(b))
}

/** Gates a promotion has to sign for. */
export function notPassed(gates: readonly GateResult[]): GateResult[] {
  return gates.filter(({ passed }) => !passed)
}
