/** Whether those who are turned down are told why. */
import { forbiddenFeatures, MOST_REASONS } from '../../../decisions/index.ts'
import { type CheckName, computed, evidence, type PackCheck } from '../rule-pack.ts'

const DECISIONS = '/app/decisions'

/** Every adverse decision carries reasons, and not more than anyone reads. */
export function adverseDecisionsHaveReasons(name: CheckName): PackCheck {
  return computed(name, ['decisions'], ({ decisions }) => {
    const { adverse, adverseWithoutReasons, mostReasons, days } = decisions
    if (adverse === 0) return undefined
    const holds = adverseWithoutReasons === 0 && mostReasons <= MOST_REASONS
    return {
      holds,
      why: holds
        ? `Every adverse decision names 1 to ${MOST_REASONS} reasons.`
        : adverseWithoutReasons > 0
          ? `${adverseWithoutReasons} adverse decisions name no reason.`
          : `A decision names ${mostReasons} reasons; more than ${MOST_REASONS} inform nobody.`,
      evidence: [
        evidence(`Adverse decisions in ${days} days`, adverse, DECISIONS),
        evidence('Of them without a reason', adverseWithoutReasons, DECISIONS),
        evidence('Most reasons of one decision', mostReasons, DECISIONS),
      ],
    }
  })
}

/** The words of reasons are specific, and every feature of the model has some. */
export function reasonsAreSpecific(name: CheckName): PackCheck {
  return computed(name, ['reasons', 'reports'], ({ reasons, reports }) => {
    if (reports.explain === undefined || reasons.entries.length === 0) return undefined
    const { unworded } = reports.explain
    const vague = reasons.entries.filter(({ text }) =>
      /internal (standards|polic)|qualifying score|low score/i.test(text),
    )
    const holds = unworded.length === 0 && vague.length === 0
    return {
      holds,
      why: holds
        ? 'Every feature that the model reads has a specific reason in the table.'
        : [
            unworded.length > 0 ? `No reason stands for ${unworded.join(', ')}.` : '',
            vague.length > 0 ? `Not specific: ${vague.map(({ code }) => code).join(', ')}.` : '',
          ]
            .filter((text) => text !== '')
            .join(' '),
      evidence: [
        evidence(`Reasons in table ${reasons.version}`, reasons.entries.length, null),
        evidence('Features without words', unworded.length, null),
        evidence('Reasons that name only a standard or a score', vague.length, null),
      ],
    }
  })
}

/** Every rule that rejects names a reason, and the table has words for it. */
export function rulesNameReasons(name: CheckName): PackCheck {
  return computed(name, ['policy', 'reasons'], ({ policy, reasons }) => {
    if (policy.rejectingRules === 0) return undefined
    const codes = new Set(reasons.entries.map(({ code }) => code))
    const unknown = policy.reasonCodes.filter((code) => !codes.has(code))
    const without = policy.rejectingRules - policy.rejectingRulesWithReason
    return {
      holds: without === 0 && unknown.length === 0,
      why:
        without > 0
          ? `${without} rules reject without a reason.`
          : unknown.length > 0
            ? `The table has no words for ${unknown.join(', ')}.`
            : 'Every rule that rejects names a reason of the table.',
      evidence: [
        evidence(
          `Rules of ${policy.name} ${policy.version} that reject`,
          policy.rejectingRules,
          '/app/policies',
        ),
        evidence('Of them with a reason', policy.rejectingRulesWithReason, '/app/policies'),
        evidence('Reason codes without words', unknown.length, null),
      ],
    }
  })
}

/** No reason is a protected characteristic. */
export function reasonsNameNothingProtected(name: CheckName): PackCheck {
  return computed(name, ['reasons'], ({ reasons }) => {
    if (reasons.entries.length === 0) return undefined
    const wrong = reasons.entries.filter(({ features }) =>
      features.some((feature) => forbiddenFeatures.includes(feature)),
    )
    return {
      holds: wrong.length === 0,
      why:
        wrong.length === 0
          ? 'No reason stands for a protected characteristic.'
          : `${wrong.map(({ code }) => code).join(', ')} stand for protected characteristics.`,
      evidence: [
        evidence('Reasons looked at', reasons.entries.length, null),
        evidence('Protected characteristics that were looked for', forbiddenFeatures.length, null),
      ],
    }
  })
}

/** The same model gives the same reasons again, and they add up to the score. */
export function reasonsAreReproducible(name: CheckName): PackCheck {
  return computed(name, ['reports'], ({ reports: { explain } }) => {
    if (explain === undefined || explain.reruns.tried === 0) return undefined
    const { reruns, additivityError } = explain
    const holds = reruns.identical === reruns.tried && additivityError <= LARGEST_GAP
    return {
      holds,
      why: holds
        ? 'Reasons come out the same in every rerun, and the contributions behind them add up to the score.'
        : 'Reasons differ between reruns, or contributions do not add up to the score.',
      evidence: [
        evidence('Reruns with the same reasons', `${reruns.identical} of ${reruns.tried}`, null),
        evidence(
          'Largest gap between contributions and score, log-odds',
          additivityError.toExponential(1),
          null,
        ),
      ],
    }
  })
}

const LARGEST_GAP = 1e-6
