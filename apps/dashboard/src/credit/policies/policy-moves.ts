/** Where a version can go from where it stands, and what that means; the server has the last word. */
import type { PolicyState } from '@pratibimba/contract'

export interface PolicyMove {
  readonly to: PolicyState
  readonly label: string
  /** What happens when it is done. */
  readonly consequence: string
  /** It approves the version: another person than its author and its proposer has to do it. */
  readonly approves?: boolean
  readonly dangerous?: boolean
}

const shadow = 'It decides beside the version in force, without effect; its decisions are compared.'
const partial = 'It decides for a share of applicants; each stays with the version once chosen.'
const active = 'It decides every application from then on; the version in force before retires.'

export const policyMoves: Readonly<Record<PolicyState, readonly PolicyMove[]>> = {
  draft: [
    {
      to: 'proposed',
      label: 'Propose',
      consequence:
        'All its tests run once more. Then another person has to approve it before it can decide anything.',
    },
    {
      to: 'rejected',
      label: 'Discard',
      consequence: 'It stays on record and can never decide.',
      dangerous: true,
    },
  ],
  proposed: [
    { to: 'shadow', label: 'Approve, in shadow', consequence: shadow, approves: true },
    { to: 'partial', label: 'Approve, for a share', consequence: partial, approves: true },
    { to: 'active', label: 'Approve, in force', consequence: active, approves: true },
    {
      to: 'rejected',
      label: 'Reject',
      consequence: 'It stays on record and can never decide.',
      dangerous: true,
    },
  ],
  shadow: [
    { to: 'partial', label: 'Decide for a share', consequence: partial },
    { to: 'active', label: 'Put in force', consequence: active },
    { to: 'retired', label: 'Retire', consequence: 'It stops shadowing.', dangerous: true },
  ],
  partial: [
    { to: 'partial', label: 'Change the share', consequence: partial },
    { to: 'shadow', label: 'Back to shadow', consequence: shadow },
    { to: 'active', label: 'Put in force', consequence: active },
    {
      to: 'retired',
      label: 'Retire',
      consequence: 'It stops deciding; the version in force decides for everybody again.',
      dangerous: true,
    },
  ],
  active: [
    {
      to: 'retired',
      label: 'Retire',
      consequence: 'It stops deciding. Only possible while another version is in force.',
      dangerous: true,
    },
  ],
  retired: [],
  rejected: [],
}
