/** Where a version of a policy stands: a sign and a word. */
import type { PolicyState } from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'
import {
  IconArchive,
  IconBan,
  IconChartPie,
  IconCheck,
  IconGhost2,
  IconPencil,
  IconUserQuestion,
} from '@tabler/icons-react'
import { policyStateWords } from '../parts/credit-words.ts'
import classes from './policies.module.css'

const signs = {
  draft: IconPencil,
  proposed: IconUserQuestion,
  shadow: IconGhost2,
  partial: IconChartPie,
  active: IconCheck,
  retired: IconArchive,
  rejected: IconBan,
} as const satisfies Record<PolicyState, typeof IconCheck>

export function PolicyStateBadge({ state, share }: { state: PolicyState; share?: number | null }) {
  const Sign = signs[state]
  return (
    <span className={classes.state} data-state={state}>
      <Sign size={14} stroke={1.75} aria-hidden />
      {policyStateWords[state]}
      {state === 'partial' && share != null && ` ${formatShare(share, 0)}`}
    </span>
  )
}
