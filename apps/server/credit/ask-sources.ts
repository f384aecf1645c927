/** Asks everyone who knows something of an applicant, all at once and not for long. */
import { type SourceKind, sourceKinds } from '@pratibimba/contract'
import type { Application } from '@pratibimba/risk/applications'
import type { CreditCase, RecordedAnswer } from '@pratibimba/risk/decisions'
import type { ApplicationSource, RiskScoreStore } from '@pratibimba/risk/ports'

type LatestScore = (
  customerId: string,
) => Promise<Pick<NonNullable<Awaited<ReturnType<RiskScoreStore['latest']>>>, 'score' | 'level'> | undefined>

export interface AskedOf {
  readonly sources: readonly ApplicationSource[]
  /** Early warning; undefined where nobody is scored. */
  readonly latestScore: LatestScore
  /** All together, milliseconds. */
  readonly budgetMs: number
}

const notAsked: Readonly<Partial<Record<SourceKind, RecordedAnswer>>> = Object.fromEntries(
  sourceKinds.map((kind) => [kind, { state: 'not_asked' }]),
)

/** @throws what the store of early warning throws; a source never fails */
export async function askSources(
  { sources, latestScore, budgetMs }: AskedOf,
  { customerId, history }: Application,
): Promise<Pick<CreditCase, 'sources' | 'earlyWarning'>> {
  const warning = latestScore(customerId)
  const answers: Partial<Record<SourceKind, RecordedAnswer>> = { ...notAsked }
  // The application itself says what a bureau would.
  if (Object.keys(history).length > 0) answers.bureau = { state: 'given' }
  if (sources.length > 0) {
    const signal = AbortSignal.timeout(budgetMs)
    await Promise.all(
      sources.map(async (source) => {
        const { tookMs, ...answer } = await source.ask(customerId, signal)
        answers[source.kind] = answer
      }),
    )
  }
  const score = await warning
  if (score === undefined) return { sources: answers }
  answers.early_warning = { state: 'answered' }
  return { sources: answers, earlyWarning: { riskScore: score.score, riskLevel: score.level } }
}
