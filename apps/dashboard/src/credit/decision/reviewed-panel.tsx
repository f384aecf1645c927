/** What a person decided, and why. */
import { FactList } from '../../parts/fact-list.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel } from '../../parts/panel.tsx'
import { codeWord } from '../parts/credit-words.ts'
import { Outcome } from '../parts/outcome.tsx'
import type { DecisionFile } from './decision-file.ts'

export function ReviewedPanel({ review }: { review: NonNullable<DecisionFile['review']> }) {
  return (
    <Panel title="A person decided">
      <FactList
        facts={[
          ['Outcome', <Outcome key="outcome" outcome={review.outcome} />],
          ['By', review.by],
          ['When', <Moment key="at" at={review.at} />],
          [
            'Reason',
            <span key="reason">
              {codeWord(review.reason_code)} <code>{review.reason_code}</code>
            </span>,
          ],
          ['Note', review.note],
        ]}
      />
    </Panel>
  )
}
