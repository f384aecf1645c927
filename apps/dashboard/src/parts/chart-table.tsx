/** The numbers a chart was drawn from. */

import type { ChartTable } from '@pratibimba/reports/charts'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { RowLink } from './chart-panel.tsx'
import { Scrollable } from './scrollable.tsx'
import tables from './table.module.css'

interface ChartTableViewProps {
  readonly table: ChartTable
  readonly name: string
  readonly linkOf?: RowLink
}

export function ChartTableView({ table, name, linkOf }: ChartTableViewProps) {
  return (
    <Scrollable style={{ maxHeight: 360 }} name={`Table of ${name}`}>
      <table className={tables.table}>
        <thead>
          <tr>
            {table.columns.map(({ header, align }, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
              <th key={column} scope="col" data-align={align}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
            <tr key={row}>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand by position
                <td key={column} data-align={table.columns[column]!.align}>
                  {column === 0 ? <RowName name={cell} link={linkOf?.(row)} /> : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}

function RowName({ name, link }: { name: string; link: ReturnType<RowLink> }) {
  return link === undefined ? name : <Link {...(link as LinkProps)}>{name}</Link>
}
