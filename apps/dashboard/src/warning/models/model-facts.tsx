/** How a version came about. */
import type { WarningModel } from '@pratibimba/contract'
import { formatCount, formatShare } from '@pratibimba/reports/charts'
import { Copyable } from '../../parts/copyable.tsx'
import { FactList } from '../../parts/fact-list.tsx'
import { Moment } from '../../parts/moment.tsx'
import { Panel } from '../../parts/panel.tsx'

export function ModelFacts({ model }: { model: WarningModel }) {
  return (
    <Panel title="Training">
      <FactList
        facts={[
          ['Version', <Copyable key="version" text={model.version} label="version" />],
          ['Trained', <Moment key="trained" at={model.trained_at} />],
          ['By', model.trained_by],
          [
            'Promoted',
            model.promoted_at === null ? 'never' : <Moment key="promoted" at={model.promoted_at} />,
          ],
          ['Why it stands where it stands', model.reason],
          ['Rows', `${formatCount(model.rows)} of ${formatCount(model.customers)} customers`],
          ['Learnt from', `${model.train_from} to ${model.train_to}`],
          ['Tested as of', model.test_dates.join(', ')],
          ['Features', formatCount(model.features)],
          ['Threshold', formatShare(model.threshold, 2)],
          ['Seed', `${model.seed}`],
          ['SHA-256', <Copyable key="sha" text={model.sha256} label="hash" shown={16} />],
        ]}
      />
    </Panel>
  )
}
