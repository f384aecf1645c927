/** The decision in four figures. */
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { amountWord, latencyWord, outcomeWords, rateWord } from '../parts/credit-words.ts'
import type { DecisionFile } from './decision-file.ts'

export function DecisionTilesOf({ file: { decision, application, review } }: { file: DecisionFile }) {
  const { score, confidence, limit, annual_rate, latency_ms } = decision
  return (
    <FigureTiles columns={4}>
      <FigureTile
        label="Outcome"
        figure={outcomeWords[review?.outcome ?? decision.decision]}
        note={
          review === null
            ? decision.decision === 'MANUAL_REVIEW'
              ? 'waits for a person'
              : 'by model and policy'
            : `by ${review.by}, who was asked by the policy`
        }
      />
      <FigureTile
        label="Score, probability of good"
        figure={score.toFixed(3)}
        note={`confidence ${confidence.toFixed(3)}, the larger of good and bad`}
      />
      <FigureTile
        label="Limit"
        figure={limit === null ? '–' : amountWord(limit)}
        note={
          limit === null
            ? 'nothing is offered'
            : `${amountWord(application.loan_amount)} asked for${annual_rate === null ? '' : `, at ${rateWord(annual_rate)} a year`}`
        }
      />
      <FigureTile
        label="Latency"
        figure={latencyWord(latency_ms)}
        note="from the application to the recorded decision"
      />
    </FigureTiles>
  )
}
