/** The numbers a chart was drawn from. */

import type { ChartTable } from '@pratibimba/reports/charts'
import { Scrollable } from './scrollable.tsx'
import tables from './table.module.css'

export function ChartTableView({ table, name }: { table: ChartTable; name: string }) {
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
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}
