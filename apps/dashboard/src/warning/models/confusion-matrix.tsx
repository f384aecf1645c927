/** Whom the model would call, and who missed a payment. */
import type { WarningModelReport } from '@pratibimba/contract'
import { formatCount, formatShare } from '@pratibimba/reports/charts'
import { Link } from '@tanstack/react-router'
import { Panel } from '../../parts/panel.tsx'
import classes from './models.module.css'

type Report = Pick<WarningModelReport, 'model' | 'confusion' | 'miss_cost'>

export function ConfusionMatrix({ report: { model, confusion, miss_cost } }: { report: Report }) {
  const { true_positives, false_positives, false_negatives, true_negatives } = confusion
  const missed = true_positives + false_negatives
  const paid = false_positives + true_negatives
  return (
    <Panel
      title="Confusion matrix"
      description={
        <>
          Customers of the test, called from a score of {formatShare(model.threshold, 2)} on: where a miss
          costs {formatCount(miss_cost)} false alarms.{' '}
          <Link to="/models" search={({ version }) => ({ version, tab: 'threshold' })}>
            Explore thresholds
          </Link>
        </>
      }
    >
      <table className={classes.matrix}>
        <thead>
          <tr>
            <td />
            <th scope="col">Called</th>
            <th scope="col">Not called</th>
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Missed a payment</th>
            <Cell count={true_positives} of={missed} name="caught" right />
            <Cell count={false_negatives} of={missed} name="overlooked" />
            <td>{formatCount(missed)}</td>
          </tr>
          <tr>
            <th scope="row">Paid</th>
            <Cell count={false_positives} of={paid} name="false alarms" />
            <Cell count={true_negatives} of={paid} name="left alone" right />
            <td>{formatCount(paid)}</td>
          </tr>
          <tr>
            <th scope="row">All</th>
            <td>{formatCount(true_positives + false_positives)}</td>
            <td>{formatCount(false_negatives + true_negatives)}</td>
            <td>{formatCount(missed + paid)}</td>
          </tr>
        </tbody>
      </table>
    </Panel>
  )
}

interface CellProps {
  readonly count: number
  /** Customers of the row. */
  readonly of: number
  readonly name: string
  /** The model was right. */
  readonly right?: boolean
}

function Cell({ count, of, name, right = false }: CellProps) {
  const share = of === 0 ? 0 : count / of
  return (
    <td className={classes.cell} data-right={right || undefined}>
      <span className={classes.share} style={{ opacity: 0.08 + 0.32 * share }} aria-hidden />
      <span className={classes.count}>{formatCount(count)}</span>
      <span className={classes.what}>
        {name}, {formatShare(share)}
      </span>
    </td>
  )
}
