/** Whether anything that laws protect enters a decision, and how groups fare. */
import { AGE_FEATURE } from '../../../decisions/credit-model.ts'
import { forbiddenFeatures, unlawfulBecause } from '../../../decisions/index.ts'
import { type CheckName, computed, evidence, type PackCheck } from '../rule-pack.ts'

const MODELS = '/app/credit-models'
const POLICIES = '/app/policies'
const GOVERNANCE = '/app/governance'

/** The model reads no protected characteristic, nothing that stands for age, and age only so that it never counts against. */
export function modelReadsNothingProtected(name: CheckName): PackCheck {
  return computed(name, ['reports'], ({ reports: { train, validate } }) => {
    if (train === undefined || train.features.length === 0) return undefined
    const measuredBy = new Set(validate?.protectedColumns)
    const wrong = train.features.flatMap(
      ({ id, monotone }) =>
        unlawfulBecause({ id, monotone: monotone as 'increasing' | 'decreasing' | 'free' }) ?? [],
    )
    wrong.push(
      ...train.features.flatMap(({ id }) =>
        measuredBy.has(id) ? [`${id} is an attribute that groups are measured by.`] : [],
      ),
    )
    // Columns of any name may stand for anything; those of the catalogue are known.
    const isKnown = train.tableKind === 'applications'
    const age = train.features.find(({ id }) => id === AGE_FEATURE)
    return {
      holds: wrong.length > 0 ? false : isKnown ? true : 'unknown',
      why:
        wrong.length > 0
          ? wrong.join(' ')
          : isKnown
            ? 'The model reads nothing that is protected.'
            : 'No column is named as something that is protected, but the columns are of the data’s own: somebody who knows what they mean has to say so.',
      evidence: [
        evidence('Features of the model', train.features.length, MODELS),
        evidence('Protected characteristics that were looked for', forbiddenFeatures.length, null),
        evidence(
          'Age',
          age === undefined ? 'not read' : `read, chance of going bad ${age.monotone} with it`,
          MODELS,
        ),
      ],
    }
  })
}

/** No rule reads a protected characteristic. */
export function policyReadsNothingProtected(name: CheckName): PackCheck {
  return computed(name, ['policy'], ({ policy }) => {
    if (policy.reads.length === 0) return undefined
    const wrong = policy.reads.filter((path) => forbiddenFeatures.includes(path.split('.').at(-1)!))
    return {
      holds: wrong.length === 0,
      why:
        wrong.length === 0 ? 'No rule reads a protected characteristic.' : `Rules read ${wrong.join(', ')}.`,
      evidence: [
        evidence(`Names that rules of ${policy.name} ${policy.version} read`, policy.reads.length, POLICIES),
        evidence('Protected characteristics that were looked for', forbiddenFeatures.length, null),
      ],
    }
  })
}

/** Approvals were compared between groups of people, with intervals, before the model decided. */
export function groupsWereCompared(name: CheckName): PackCheck {
  return computed(name, ['reports'], ({ reports: { fairness } }) => {
    if (fairness === undefined) return undefined
    const attributes = fairness.report?.attributes ?? []
    const measured = attributes.filter(({ groups }) => groups.length > 1)
    return {
      holds: measured.length > 0,
      why:
        measured.length > 0
          ? 'Groups were compared by every attribute that the data hold.'
          : 'The data hold no attribute by which two groups could be compared.',
      evidence: [
        evidence(
          'Attributes compared',
          measured.map(({ name: attribute }) => attribute).join(', ') || 'none',
          MODELS,
        ),
        ...measured.flatMap(({ name: attribute, fourFifths }) => {
          const ratios = fourFifths?.groups.flatMap(({ ratio }) => ratio ?? []) ?? []
          return ratios.length === 0
            ? []
            : [
                evidence(
                  `Smallest ratio of approval rates by ${attribute}`,
                  Math.min(...ratios).toFixed(3),
                  MODELS,
                ),
              ]
        }),
      ],
    }
  })
}

/** No group is approved so much more rarely than another that chance does not explain it: a gate of ours, not a law. */
export function groupsFareAlike(name: CheckName): PackCheck {
  return computed(name, ['monitoring'], ({ monitoring: { figures } }) => {
    const known = figures.fairness.filter(({ fourFifths }) => fourFifths !== null)
    if (known.length === 0) return undefined
    const missed = known.filter(({ fourFifths }) => fourFifths!.value < 0.8 && fourFifths!.upper < 0.8)
    return {
      holds: missed.length === 0,
      why:
        missed.length === 0
          ? 'No group is approved less than four fifths as often as the group approved most often, beyond chance.'
          : `Approved too rarely beyond chance: ${missed.map(({ attribute, group }) => `${attribute} ${group}`).join(', ')}.`,
      evidence: known.map(({ attribute, group, fourFifths }) =>
        evidence(
          `Ratio of approval rates, ${attribute} ${group}`,
          `${fourFifths!.value.toFixed(3)} (${fourFifths!.lower.toFixed(3)} to ${fourFifths!.upper.toFixed(3)})`,
          GOVERNANCE,
        ),
      ),
    }
  })
}
