/** Whether a model was built, challenged, approved and watched as risk management of models asks. */
import type { Estimate } from '@pratibimba/learning/metrics'
import { parseDay } from '@pratibimba/numerics/calendar'
import { cardGaps } from '../../card/index.ts'
import { type CheckName, computed, evidence, type PackCheck } from '../rule-pack.ts'

const MODELS = '/app/credit-models'
const GOVERNANCE = '/app/governance'

/** The registry holds the version with file, hash, stage and origin. */
export function modelIsInInventory(name: CheckName): PackCheck {
  return computed(name, ['model'], ({ model }) => {
    const holds = model.sha256 !== '' && model.transitions.length > 0
    return {
      holds,
      why: holds
        ? 'The registry holds the version with its file, origin and history.'
        : 'The registry holds no history of the version.',
      evidence: [
        evidence('Version', model.version, MODELS),
        evidence('Stage', model.stage, MODELS),
        evidence('Steps of its history', model.transitions.length, MODELS),
        evidence('SHA-256', model.sha256, MODELS),
      ],
    }
  })
}

/** Somebody other than whoever trained the model approved it. */
export function approvalIsIndependent(name: CheckName): PackCheck {
  return computed(name, ['model'], ({ model }) => {
    const others = model.approvals.filter(({ by }) => by !== model.trainedBy)
    return {
      holds: others.length > 0,
      why:
        others.length > 0
          ? 'Another person than whoever trained the model has approved it.'
          : 'Nobody but whoever trained the model has approved it.',
      evidence: [
        evidence('Trained by', model.trainedBy, MODELS),
        evidence('Approved by', others.map(({ by }) => by).join(', ') || 'nobody else', MODELS),
      ],
    }
  })
}

/** Every gate is passed, or signed for by name and with a reason. */
export function gatesAreAnswered(name: CheckName): PackCheck {
  return computed(name, ['model'], ({ model }) => {
    if (model.gates.length === 0) return undefined
    const signed = new Set(model.approvals.flatMap(({ overrides }) => overrides))
    const failed = model.gates.filter(({ passed }) => !passed)
    const open = failed.filter(({ id }) => !signed.has(id))
    return {
      holds: open.length === 0,
      why:
        open.length > 0
          ? `Neither passed nor signed for: ${open.map(({ title }) => title).join(', ')}.`
          : failed.length > 0
            ? `${failed.length} gates are signed for; the others are passed.`
            : 'Every gate is passed.',
      evidence: [
        evidence('Gates', model.gates.length, MODELS),
        evidence('Not passed', failed.map(({ title }) => title).join(', ') || 'none', MODELS),
        evidence('Signed for', [...signed].join(', ') || 'none', MODELS),
      ],
    }
  })
}

/** Other models were tried on the same data. */
export function alternativesWereTried(name: CheckName): PackCheck {
  return computed(name, ['reports'], ({ reports: { train } }) => {
    if (train === undefined) return undefined
    const { contenders, champion } = train.training
    return {
      holds: contenders.length > 1,
      why:
        contenders.length > 1
          ? `${champion.title} was chosen among ${contenders.length}: ${champion.reason}`
          : 'No other model was tried.',
      evidence: contenders.map(({ title, auc }) => evidence(`AUC of ${title}`, interval(auc), MODELS)),
    }
  })
}

/** Outcomes on rows not learnt from were measured, with intervals. */
export function outcomesWereAnalysed(name: CheckName): PackCheck {
  return computed(name, ['reports'], ({ reports: { evaluate } }) => {
    if (evaluate === undefined) return undefined
    const { figures } = evaluate
    const holds = figures.auc.lower > 0.5 && figures.events > 0
    return {
      holds,
      why: holds
        ? 'Discrimination and calibration were measured on rows not learnt from, with intervals.'
        : 'On rows not learnt from, the model does not tell good from bad beyond chance.',
      evidence: [
        evidence('Rows held out', figures.rows, MODELS),
        evidence('Of them bad', figures.events, MODELS),
        evidence('AUC', interval(figures.auc), MODELS),
        evidence('Brier score', interval(figures.brier), MODELS),
        evidence('Calibration error', interval(figures.calibrationError.equalMass), MODELS),
      ],
    }
  })
}

/** Probabilities mean what they say. */
export function probabilitiesAreCalibrated(name: CheckName): PackCheck {
  return computed(name, ['reports'], ({ reports: { evaluate } }) => {
    if (evaluate === undefined) return undefined
    const { predicted, happened } = evaluate.inTheLarge
    const holds = predicted >= happened.lower && predicted <= happened.upper
    return {
      holds,
      why: holds
        ? 'The mean probability of going bad lies within the interval of the share that did.'
        : 'The mean probability of going bad lies outside the interval of the share that did.',
      evidence: [
        evidence('Mean probability of going bad', predicted.toFixed(4), MODELS),
        evidence('Share that went bad', interval(happened), MODELS),
      ],
    }
  })
}

/** Data were examined before they were learnt from. */
export function dataWereExamined(name: CheckName): PackCheck {
  return computed(name, ['reports'], ({ reports: { validate } }) => {
    if (validate === undefined) return undefined
    const { findings, columns, passed, rows, declined, from, to } = validate
    return {
      holds: passed,
      why: passed
        ? 'The data were examined, and nothing that was found forbids learning from them.'
        : 'Findings about the data forbid learning from them.',
      evidence: [
        evidence('Rows with an outcome', rows, MODELS),
        evidence('Rows without one', declined, MODELS),
        evidence('Columns', columns.length, MODELS),
        evidence('Findings', findings.length, MODELS),
        evidence('Days', from === null ? 'unknown' : `${from} to ${to}`, MODELS),
      ],
    }
  })
}

/** Scores hold still between the halves of the rows held out. */
export function scoresAreStable(name: CheckName): PackCheck {
  return computed(name, ['reports'], ({ reports: { evaluate } }) => {
    if (evaluate?.stability == null) return undefined
    const { earlier, later, scorePsi } = evaluate.stability
    const holds = scorePsi < 0.25 && later.upper >= earlier.lower
    return {
      holds,
      why: holds
        ? 'Scores and their quality hold still between the two halves of the rows held out.'
        : 'Scores, or their quality, differ between the two halves of the rows held out.',
      evidence: [
        evidence('AUC of the earlier half', interval(earlier), MODELS),
        evidence('AUC of the later half', interval(later), MODELS),
        evidence('PSI of the scores', scorePsi.toFixed(4), MODELS),
      ],
    }
  })
}

/** The card leaves no section open. */
export function documentationIsComplete(name: CheckName): PackCheck {
  return computed(name, ['card'], ({ card }) => {
    const gaps = cardGaps(card)
    return {
      holds: gaps.length === 0,
      why: gaps.length === 0 ? 'Every section of the card is filled from results.' : gaps.join(' '),
      evidence: [
        evidence('Sections of the card', Object.keys(card).length, MODELS),
        evidence('Gaps', gaps.length, MODELS),
      ],
    }
  })
}

/** The card says what the model is not for, and what it cannot do; a card from elsewhere may lack sections. */
export function limitsAreStated(name: CheckName): PackCheck {
  return computed(name, ['card'], ({ card }) => {
    // A card may have been registered without these sections.
    const { intended_use: use, ethical_considerations: ethics }: Partial<typeof card> = card
    const outOfScope = listOf(use?.out_of_scope)
    const limits = listOf(ethics?.limits)
    const holds = outOfScope.length > 0 && limits.length > 0
    return {
      holds,
      why: holds ? 'The card states uses out of scope and limits.' : 'The card states no limits.',
      evidence: [
        evidence('Uses out of scope', outOfScope.length, MODELS),
        evidence('Limits', limits.length, MODELS),
      ],
    }
  })
}

/** Monitoring has looked lately, and its figures are there. */
export function monitoringIsOngoing(name: CheckName, withinDays = 35): PackCheck {
  return computed(name, ['monitoring'], ({ monitoring, asOf }) => {
    const age = parseDay(asOf) - parseDay(monitoring.checkedAt.slice(0, 10))
    const { figures } = monitoring
    if (figures.decisions === 0) return undefined
    const holds = age <= withinDays
    return {
      holds,
      why: holds
        ? `Monitoring last looked ${age} days ago.`
        : `Monitoring last looked ${age} days ago; ${withinDays} are the most.`,
      evidence: [
        evidence('Last look', monitoring.checkedAt, GOVERNANCE),
        evidence('Decisions looked at', figures.decisions, GOVERNANCE),
        evidence('Features compared with the training', figures.drift?.features.length ?? 0, GOVERNANCE),
        evidence('Outcomes known', figures.matured, GOVERNANCE),
      ],
    }
  })
}

/** Changes of the model are steps with person and reason. */
export function changesAreOnRecord(name: CheckName): PackCheck {
  return computed(name, ['model', 'audit'], ({ model, audit }) => {
    const nameless = model.transitions.filter(({ by, reason }) => by === '' || reason === '')
    if (model.transitions.length === 0) return undefined
    const holds = nameless.length === 0 && audit.whole
    return {
      holds,
      why: holds
        ? 'Every change of stage names person and reason, and the audit chain is whole.'
        : audit.whole
          ? `${nameless.length} changes of stage name no person or no reason.`
          : 'The audit chain is broken.',
      evidence: [
        evidence('Changes of stage', model.transitions.length, MODELS),
        evidence('Without person or reason', nameless.length, MODELS),
      ],
    }
  })
}

function interval({ value, lower, upper }: Estimate): string {
  return `${value.toFixed(4)} (${lower.toFixed(4)} to ${upper.toFixed(4)})`
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
