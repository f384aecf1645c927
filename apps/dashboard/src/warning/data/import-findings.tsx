/** What would be read from a file, and what is wrong where. */
import type { ImportReport } from '@pratibimba/contract'
import { formatCount, formatShare } from '@pratibimba/reports/charts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Panel, PanelGrid } from '../../parts/panel.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import tables from '../../parts/table.module.css'
import { capitalised } from '../../parts/words.ts'
import classes from './data.module.css'

export function ImportFindings({ report }: { report: ImportReport }) {
  const { rows, accepted, repeated, refused, customers, first_day, last_day } = report
  return (
    <>
      <div className={classes.tiles}>
        <FigureTiles>
          <FigureTile label="Rows" figure={formatCount(rows)} note="in the file" />
          <FigureTile label="Would be read" figure={formatCount(accepted)} note={shareOf(accepted, rows)} />
          <FigureTile
            label="Repeated"
            figure={formatCount(repeated)}
            note="known already, left as they are"
          />
          <FigureTile label="Refused" figure={formatCount(refused)} note={shareOf(refused, rows)} />
          <FigureTile
            label="Customers"
            figure={formatCount(customers)}
            note={first_day === null ? 'no day could be read' : `${first_day} to ${last_day}`}
          />
        </FigureTiles>
      </div>
      {report.notes.length > 0 && (
        <Notice kind="information" title="What to know">
          <ul>
            {report.notes.map(({ field, detail }) => (
              <li key={field + detail}>{detail}</li>
            ))}
          </ul>
        </Notice>
      )}
      <PanelGrid>
        <Categories categories={report.categories} />
        <Problems problems={report.problems} read={report.accepted > 0} />
      </PanelGrid>
    </>
  )
}

function shareOf(count: number, all: number): string {
  return all === 0 ? 'of no rows' : `${formatShare(count / all)} of the rows`
}

function Categories({ categories }: Pick<ImportReport, 'categories'>) {
  const all = categories.reduce((sum, { rows }) => sum + rows, 0)
  return (
    <Panel flush title="Categories found" description="By rule: told from the description.">
      {categories.length === 0 ? (
        <EmptyState title="No category was found">No row could be read.</EmptyState>
      ) : (
        <Scrollable name="Categories found" style={{ maxHeight: 420 }}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col">Category</th>
                <th scope="col" data-align="right">
                  Rows
                </th>
                <th scope="col" data-align="right">
                  Share
                </th>
                <th scope="col" data-align="right">
                  By rule
                </th>
              </tr>
            </thead>
            <tbody>
              {categories.map(({ category, rows, by_rule }) => (
                <tr key={category}>
                  <td>{capitalised(category.replaceAll('_', ' '))}</td>
                  <td data-align="right">{formatCount(rows)}</td>
                  <td data-align="right">{formatShare(all === 0 ? 0 : rows / all)}</td>
                  <td data-align="right">{formatCount(by_rule)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
    </Panel>
  )
}

function Problems({ problems, read }: Pick<ImportReport, 'problems'> & { read: boolean }) {
  return (
    <Panel flush title="Problems" description="Rows with a problem are left out; the others are read.">
      {problems.length === 0 ? (
        <EmptyState title={read ? 'No problem was found' : 'No row was looked at yet'}>
          {read ? 'Every row can be read.' : 'Rows are looked at once the columns are known.'}
        </EmptyState>
      ) : (
        <Scrollable name="Problems" style={{ maxHeight: 420 }}>
          <table className={tables.table}>
            <thead>
              <tr>
                <th scope="col" data-align="right">
                  Line
                </th>
                <th scope="col">Field</th>
                <th scope="col">What is wrong</th>
              </tr>
            </thead>
            <tbody>
              {problems.map(({ line, field, detail }) => (
                <tr key={`${line} ${field} ${detail}`}>
                  <td data-align="right">{line === null ? '–' : formatCount(line)}</td>
                  <td>{field === null ? <span className="muted">–</span> : <code>{field}</code>}</td>
                  <td data-wrap>{detail}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
      )}
    </Panel>
  )
}
