/** What a version had to show before it may decide; what did not hold comes first, signatures stay visible. */
import type { GateResult } from '@pratibimba/contract'
import { formatNumber } from '@pratibimba/reports/charts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelStack } from '../../parts/panel.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { capitalised } from '../../parts/words.ts'
import { GateSign } from '../parts/sign.tsx'
import { failedFirst, notPassed } from './gate-order.ts'

export function GatesTab({ gates }: { gates: readonly GateResult[] }) {
  const open = notPassed(gates).filter(({ overridden_by }) => overridden_by === null)
  const signed = gates.filter(({ overridden_by }) => overridden_by !== null)
  if (gates.length === 0)
    return (
      <Panel>
        <EmptyState title="No gate was asked">
          A version without gates cannot be promoted: the pipeline asks them after the evaluation.
        </EmptyState>
      </Panel>
    )
  return (
    <PanelStack>
      {open.length > 0 && (
        <Notice
          kind="caution"
          title={`${open.length} of ${gates.length} gates ${open.length === 1 ? 'is' : 'are'} not passed`}
        >
          <p>The version is not promoted unless each of them is signed for, by name and with a reason.</p>
        </Notice>
      )}
      {signed.length > 0 && (
        <Notice kind="information" title="Signed for although not passed">
          {signed.map(({ id, title, overridden_by }) => (
            <p key={id}>
              {title}: {overridden_by}
            </p>
          ))}
        </Notice>
      )}
      <Panel flush title="Gates">
        <Scrollable name="Gates, what failed first">
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">Gate</th>
                <th scope="col" data-align="right">
                  Value
                </th>
                <th scope="col" data-align="right">
                  Limit
                </th>
                <th scope="col">What was measured</th>
                <th scope="col">Kind</th>
              </tr>
            </thead>
            <tbody>
              {failedFirst(gates).map(({ id, title, kind, passed, overridden_by, value, limit, text }) => (
                <tr key={id}>
                  <td>
                    <GateSign passed={passed} overridden={overridden_by !== null} />
                    {overridden_by !== null && <div className={tables.sub}>by {overridden_by}</div>}
                  </td>
                  <td data-wrap>{title}</td>
                  <td data-align="right">{value === null ? '–' : formatNumber(value)}</td>
                  <td data-align="right">{limit === null ? '–' : formatNumber(limit)}</td>
                  <td data-wrap>{text}</td>
                  <td>{capitalised(kind)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      </Panel>
    </PanelStack>
  )
}
