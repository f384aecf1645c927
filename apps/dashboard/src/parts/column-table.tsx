/** Each column of a table: kind, spread, and a small picture. */

import type { ColumnSummary, TableSummary } from '@pratibimba/contract'
import { formatCount, formatDay, formatNumber, formatShare } from '@pratibimba/reports/charts'
import { Scrollable } from './scrollable.tsx'
import tables from './table.module.css'

export function ColumnTable({ table }: { table: TableSummary }) {
  return (
    <Scrollable name={`Columns of ${table.name}`}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Kind</th>
            <th scope="col">Distribution</th>
            <th scope="col" data-align="right">
              Missing
            </th>
            <th scope="col" data-align="right">
              Distinct
            </th>
            <th scope="col" data-align="right">
              Mean
            </th>
            <th scope="col" data-align="right">
              Std. deviation
            </th>
            <th scope="col" data-align="right">
              5%
            </th>
            <th scope="col" data-align="right">
              Median
            </th>
            <th scope="col" data-align="right">
              95%
            </th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((column) => (
            <ColumnRow key={column.name} column={column} />
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}

function ColumnRow({ column }: { column: ColumnSummary }) {
  const { name, kind, missing_share, distinct, mean, standard_deviation, quantiles, categories } = column
  const format = kind === 'date' ? formatDay : formatNumber
  const quantile = (index: number) => (quantiles?.[index] === undefined ? '' : format(quantiles[index]))
  return (
    <tr>
      <td>{name}</td>
      <td className="muted">{kind}</td>
      <td>
        {column.histogram && <Bars counts={column.histogram.counts} />}
        {categories && categories.length > 0 && (
          <span className="small muted">
            {categories[0]!.value} {formatShare(categories[0]!.share)}
            {distinct > 1 && `, ${formatCount(distinct - 1)} more`}
          </span>
        )}
      </td>
      <td data-align="right">{missing_share === 0 ? '0' : formatShare(missing_share)}</td>
      <td data-align="right">{formatCount(distinct)}</td>
      <td data-align="right">{mean === undefined || kind === 'date' ? '' : formatNumber(mean)}</td>
      <td data-align="right">
        {standard_deviation === undefined || kind === 'date' ? '' : formatNumber(standard_deviation)}
      </td>
      <td data-align="right">{quantile(1)}</td>
      <td data-align="right">{quantile(3)}</td>
      <td data-align="right">{quantile(5)}</td>
    </tr>
  )
}

function Bars({ counts }: { counts: readonly number[] }) {
  const highest = Math.max(1, ...counts)
  const width = 96 / counts.length
  return (
    <svg width="96" height="20" viewBox="0 0 96 20" aria-hidden="true">
      {counts.map((count, bin) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: bins stand by position
          key={bin}
          x={bin * width}
          y={20 - (count / highest) * 20}
          width={Math.max(0.5, width - 0.5)}
          height={(count / highest) * 20}
          fill="var(--reference)"
        />
      ))}
    </svg>
  )
}
