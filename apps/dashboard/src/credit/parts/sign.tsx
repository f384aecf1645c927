/** How something stands: a sign and a word; colour only says it again. */

import type {
  CreditModelStage,
  ExperimentReport,
  ExperimentState,
  RulePack,
  Verdict,
} from '@pratibimba/contract'
import {
  IconAlertTriangle,
  IconArchive,
  IconBan,
  IconCheck,
  IconClock,
  IconCrown,
  IconEye,
  IconFlag,
  IconPencil,
  IconPlayerPlay,
  IconPlayerStop,
  IconQuestionMark,
  IconSignature,
  IconSwords,
  IconUserQuestion,
  IconX,
} from '@tabler/icons-react'
import classes from './sign.module.css'

type Tone = 'good' | 'quiet' | 'watch' | 'bad'
interface Face {
  readonly word: string
  readonly tone: Tone
  readonly Icon: typeof IconCheck
}

const stages = {
  champion: { word: 'Champion', tone: 'good', Icon: IconCrown },
  challenger: { word: 'Challenger', tone: 'watch', Icon: IconSwords },
  candidate: { word: 'Candidate', tone: 'quiet', Icon: IconClock },
  archived: { word: 'Archived', tone: 'quiet', Icon: IconArchive },
  rejected: { word: 'Rejected', tone: 'quiet', Icon: IconBan },
} as const satisfies Record<CreditModelStage, Face>

const experiments = {
  draft: { word: 'Draft', tone: 'quiet', Icon: IconPencil },
  shadow: { word: 'Shadow', tone: 'watch', Icon: IconEye },
  running: { word: 'Running', tone: 'good', Icon: IconPlayerPlay },
  stopped: { word: 'Stopped', tone: 'bad', Icon: IconPlayerStop },
  concluded: { word: 'Concluded', tone: 'quiet', Icon: IconFlag },
} as const satisfies Record<ExperimentState, Face>

const rails = {
  waiting: { word: 'Waiting', tone: 'quiet', Icon: IconClock },
  within: { word: 'Within', tone: 'good', Icon: IconCheck },
  broken: { word: 'Broken', tone: 'bad', Icon: IconAlertTriangle },
} as const satisfies Record<ExperimentReport['guardrails'][number]['state'], Face>

const verdictFaces = {
  met: { word: 'Met', tone: 'good', Icon: IconCheck },
  not_met: { word: 'Not met', tone: 'bad', Icon: IconX },
  needs_a_person: { word: 'Needs a person', tone: 'watch', Icon: IconUserQuestion },
} as const satisfies Record<Verdict, Face>

const packFaces = {
  in_force: { word: 'In force', tone: 'good', Icon: IconCheck },
  draft: { word: 'Draft', tone: 'watch', Icon: IconPencil },
  history: { word: 'History', tone: 'quiet', Icon: IconArchive },
} as const satisfies Record<RulePack['status'], Face>

export const stageWord = (stage: CreditModelStage) => stages[stage].word
export const experimentWord = (state: ExperimentState) => experiments[state].word
export const verdictWord = (verdict: Verdict) => verdictFaces[verdict].word

export const StageSign = ({ stage }: { stage: CreditModelStage }) => <Pill {...stages[stage]} />
export const ExperimentSign = ({ state }: { state: ExperimentState }) => <Pill {...experiments[state]} />
export const PackSign = ({ status }: { status: RulePack['status'] }) => <Pill {...packFaces[status]} />
export const VerdictSign = ({ verdict }: { verdict: Verdict }) => <Sign {...verdictFaces[verdict]} />
export const GuardrailSign = ({ state }: { state: keyof typeof rails }) => <Sign {...rails[state]} />

/** Whether a gate let a version through, and how. */
export function GateSign({ passed, overridden }: { passed: boolean; overridden: boolean }) {
  if (passed) return <Sign word="Passed" tone="good" Icon={IconCheck} />
  if (overridden) return <Sign word="Signed for" tone="watch" Icon={IconSignature} />
  return <Sign word="Not passed" tone="bad" Icon={IconX} />
}

/** A severity as the server names it. */
export function SeverityWord({ severity }: { severity: string }) {
  const face: Omit<Face, 'word'> = /severe|act|bad|high/i.test(severity)
    ? { tone: 'bad', Icon: IconAlertTriangle }
    : /moderate|watch|medium/i.test(severity)
      ? { tone: 'watch', Icon: IconEye }
      : /unknown|^$/i.test(severity)
        ? { tone: 'quiet', Icon: IconQuestionMark }
        : { tone: 'good', Icon: IconCheck }
  const word = severity === 'none' ? 'Stable' : severity.charAt(0).toUpperCase() + severity.slice(1)
  return <Sign word={word || 'Not known'} {...face} />
}

function Sign({ word, tone, Icon }: Face) {
  return (
    <span className={classes.sign} data-tone={tone}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {word}
    </span>
  )
}

function Pill({ word, tone, Icon }: Face) {
  return (
    <span className={`${classes.sign} ${classes.pill}`} data-tone={tone}>
      <Icon size={14} stroke={1.75} aria-hidden />
      {word}
    </span>
  )
}
