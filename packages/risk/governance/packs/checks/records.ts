/** Whether what was decided can be shown later, whole and unaltered. */
import { type CheckName, computed, evidence, type PackCheck } from '../rule-pack.ts'

const AUDIT = '/app/governance'

/** Decisions are kept long enough, and none that must be kept has become unreadable. */
export function decisionsAreKept(name: CheckName, months: number): PackCheck {
  return computed(name, ['settings', 'decisions'], ({ settings, decisions }) => {
    const { retentionMonths } = settings
    if (decisions.decisions === 0) return undefined
    const longEnough = retentionMonths === null || retentionMonths >= months
    const holds = longEnough && decisions.unreadable === 0
    return {
      holds,
      why: !longEnough
        ? `Decisions are removed after ${retentionMonths} months; ${months} are needed.`
        : decisions.unreadable > 0
          ? `${decisions.unreadable} decisions can no longer be read: the keys of their persons were destroyed. Whether that had to be is for a person.`
          : `Nothing is removed within ${months} months, and everything can be read.`,
      evidence: [
        evidence('Kept, months', retentionMonths ?? 'without end', null),
        evidence(
          `Decisions of ${decisions.days} days, the oldest of ${decisions.oldest ?? '–'}`,
          decisions.decisions,
          '/app/decisions',
        ),
        evidence('Of them no longer readable', decisions.unreadable, '/app/decisions'),
      ],
    }
  })
}

/** The chain of audit entries is whole, and what was signed outside the database agrees. */
export function auditIsWhole(name: CheckName): PackCheck {
  return computed(name, ['audit'], ({ audit }) => {
    if (audit.entries === 0) return undefined
    return {
      holds: audit.whole,
      why: audit.whole
        ? 'Every entry fits the one before, up to the last signed checkpoint and beyond.'
        : `The chain is broken at entry ${audit.firstBroken?.sequence ?? '?'}: ${audit.firstBroken?.reason ?? 'unknown'}.`,
      evidence: [
        evidence('Entries verified', audit.entries, AUDIT),
        evidence('Last signed checkpoint', audit.checkpointSequence, AUDIT),
      ],
    }
  })
}

/** Where the model came from can be retraced to data and code. */
export function lineageIsKnown(name: CheckName): PackCheck {
  return computed(name, ['model', 'reports'], ({ model, reports }) => {
    const trained = reports.train
    if (trained === undefined) return undefined
    const holds =
      trained.model.sha256 === model.sha256 && reports.validate?.sha256 === model.lineage.dataSha256
    return {
      holds,
      why: holds
        ? 'The registered file and data are those that the report of the training names.'
        : 'The report of the training names another file or other data than the registry.',
      evidence: [
        evidence('SHA-256 of the model', model.sha256, '/app/credit-models'),
        evidence('SHA-256 of the data', model.lineage.dataSha256, '/app/credit-models'),
        evidence('Code', `${model.lineage.codeVersion} (${model.lineage.codeSha256.slice(0, 12)})`, null),
      ],
    }
  })
}

/** Content of decisions is sealed under the key of the person, so that it can be erased. */
export function contentIsSealed(name: CheckName): PackCheck {
  return computed(name, ['settings', 'decisions'], ({ settings, decisions }) => ({
    holds: settings.sealed,
    why: settings.sealed
      ? 'Application, features and answer are encrypted under a key of the person; destroying it erases them.'
      : 'Content of decisions is not sealed.',
    evidence: [evidence('Decisions kept under keys of persons', decisions.decisions, '/app/decisions')],
  }))
}
