/** The tests of a version, run just now. */
import { formatCount } from '@pratibimba/reports/charts'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { policyTestsQuery } from '../../api/policy-queries.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { Outcome } from '../parts/outcome.tsx'
import classes from './policies.module.css'
import type { PolicyDocumentOf } from './policy-types.ts'

export function TestsTab({ document }: { document: PolicyDocumentOf }) {
  const { data, error, refetch } = useQuery(policyTestsQuery(document))
  if (data === undefined)
    return error === null ? (
      <Panel>
        <Loading rows={8} />
      </Panel>
    ) : (
      <ProblemNotice error={error} onRetry={refetch} />
    )
  if (data.tests.length === 0)
    return (
      <Panel>
        <EmptyState title="This version has no tests">
          Without tests a version can never be proposed. Add some in a copy.
        </EmptyState>
      </Panel>
    )
  const inputs = new Map(document.tests.map(({ name, input }) => [name, input]))
  // What fails stands on top.
  const tests = data.tests.toSorted((a, b) => Number(a.passed) - Number(b.passed))
  return (
    <Panel
      flush
      title={`${formatCount(data.passed)} of ${formatCount(data.tests.length)} tests pass`}
      description="Run just now by the engine that decides. Each varies the usual case by what stands under Input."
    >
      <Scrollable name="Tests of the policy">
        <table className={tables.table}>
          <thead>
            <tr>
              <th scope="col">Result</th>
              <th scope="col">Test</th>
              <th scope="col">Input</th>
              <th scope="col">Outcome</th>
              <th scope="col">Fired</th>
            </tr>
          </thead>
          <tbody>
            {tests.map(({ name, passed, differences, decision, fired }) => (
              <tr key={name}>
                <td>
                  <span className={passed ? classes.passed : classes.failed}>
                    {passed ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
                    {passed ? 'Passes' : 'Fails'}
                  </span>
                </td>
                <td data-wrap>
                  {name}
                  {differences.map((one) => (
                    <span key={one} className={`small ${classes.failed}`} style={{ display: 'block' }}>
                      {one}
                    </span>
                  ))}
                </td>
                <td data-wrap>
                  <code>{inputWord(inputs.get(name))}</code>
                </td>
                <td>
                  <Outcome outcome={decision} />
                </td>
                <td data-wrap className="small">
                  {fired.join(', ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}

/** `{application: {age: 17}}` → application.age = 17. */
function inputWord(input: Readonly<Record<string, unknown>> | undefined): string {
  const parts = Object.entries(input ?? {}).flatMap(([group, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([name, inner]) => `${group}.${name} = ${JSON.stringify(inner)}`)
      : [`${group} = ${JSON.stringify(value)}`],
  )
  return parts.length === 0 ? 'the usual case' : parts.join(', ')
}
