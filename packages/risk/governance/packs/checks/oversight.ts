/** Whether people are in charge of what decides. */
import { type CheckName, computed, evidence, type PackCheck } from '../rule-pack.ts'

const POLICIES = '/app/policies'
const REVIEWS = '/app/reviews'

/** Another person than the author approved the policy, after every test passed. */
export function policyHasFourEyes(name: CheckName): PackCheck {
  return computed(name, ['policy'], ({ policy }) => {
    const { approvedBy, createdBy, tests, testsPassed } = policy
    const approved = approvedBy !== null && approvedBy !== createdBy
    const tested = tests > 0 && testsPassed === tests
    return {
      holds: approved && tested,
      why: !approved
        ? 'Nobody but its author has approved the policy.'
        : !tested
          ? `${testsPassed ?? 0} of ${tests} tests of the policy passed.`
          : 'The policy was approved by another person than its author, and all its tests passed.',
      evidence: [
        evidence('Policy', `${policy.name} ${policy.version}`, POLICIES),
        evidence('Written by', createdBy, POLICIES),
        evidence('Approved by', approvedBy ?? 'nobody', POLICIES),
        evidence('Tests passed', `${testsPassed ?? 0} of ${tests}`, POLICIES),
      ],
    }
  })
}

/** Uncertain cases go to persons. */
export function casesGoToPersons(name: CheckName): PackCheck {
  return computed(name, ['policy', 'settings'], ({ policy, settings }) => {
    const holds = policy.reviewRules > 0 && settings.killSwitch
    return {
      holds,
      why: holds
        ? 'Rules send uncertain cases to persons, and everything can be sent to them at once.'
        : 'Nothing sends cases to persons.',
      evidence: [
        evidence('Rules that send to a person', policy.reviewRules, POLICIES),
        evidence(
          'Switch that sends everything to persons',
          settings.killSwitch ? 'there' : 'missing',
          POLICIES,
        ),
      ],
    }
  })
}

/** Those who review do decide, in time, and not always as the engine would. */
export function reviewsAreDone(name: CheckName): PackCheck {
  return computed(name, ['decisions'], ({ decisions }) => {
    const { sentToPerson, reviewed, waitingOver30Days, approvedByPerson } = decisions
    if (reviewed === 0) return undefined
    return {
      holds: waitingOver30Days === 0,
      why:
        waitingOver30Days === 0
          ? 'No application has waited for a person for more than 30 days.'
          : `${waitingOver30Days} applications have waited for a person for more than 30 days.`,
      evidence: [
        evidence('Sent to a person', sentToPerson, REVIEWS),
        evidence('Decided by a person', reviewed, REVIEWS),
        evidence('Of them approved', approvedByPerson, REVIEWS),
        evidence('Waiting for more than 30 days', waitingOver30Days, REVIEWS),
      ],
    }
  })
}

/** Nobody acts without saying who they are, and alerts reach somebody. */
export function accessIsControlled(name: CheckName): PackCheck {
  return computed(name, ['settings', 'audit'], ({ settings, audit }) => ({
    holds: settings.authentication && audit.whole,
    why: settings.authentication
      ? audit.whole
        ? 'Every caller is authenticated, and what they do is in an unbroken chain.'
        : 'Callers are authenticated, but the chain of what they did is broken.'
      : 'Callers need not say who they are: this is the open mode for one machine.',
    evidence: [
      evidence('Authentication', settings.authentication ? 'on' : 'off', null),
      evidence('Audit entries', audit.entries, '/app/governance'),
    ],
  }))
}
