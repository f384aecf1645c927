/** First rows of a table, only those in view drawn. */

import type { TableSummary } from '@pratibimba/contract'
import { formatNumber } from '@pratibimba/reports/charts'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import classes from './sample-table.module.css'
import { Scrollable } from './scrollable.tsx'

const rowPx = 32

export function SampleTable({ table }: { table: TableSummary }) {
  const place = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: table.sample.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowPx,
    overscan: 12,
  })
  const widths = table.columns.map(({ name, kind }) => widthOf(name, kind))
  // The last column takes what is left.
  const template = [...widths.slice(0, -1), `minmax(${widths.at(-1)}, 1fr)`].join(' ')
  return (
    <Scrollable ref={place} className={classes.place} name={`First rows of ${table.name}`}>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual table is positioned, which table rows are not */}
      <div role="table" aria-rowcount={table.sample.length + 1} className={classes.table}>
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: rows of a plain table take no focus */}
        <div role="row" aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns: template }}>
          {table.columns.map(({ name, kind }) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <span
              key={name}
              role="columnheader"
              data-align={kind === 'number' ? 'right' : 'left'}
              title={name}
            >
              {name}
            </span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className={classes.row}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
            >
              {table.columns.map(({ name, kind }, column) => (
                // biome-ignore lint/a11y/useSemanticElements: as above
                <span key={name} role="cell" data-align={kind === 'number' ? 'right' : 'left'}>
                  {cellOf(table.sample[index]![column]!)}
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </Scrollable>
  )
}

function cellOf(value: string | number | boolean | null) {
  if (value === null) return <em className={classes.missing}>missing</em>
  if (typeof value === 'number') return Number.isInteger(value) ? formatNumber(value) : plain(value)
  return String(value)
}

/** A cell shows what the file holds, at most four decimals. */
function plain(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 4 }).replace('-', '−')
}

function widthOf(name: string, kind: string): string {
  const least = Math.max(kind === 'number' ? 96 : 128, name.length * 7.5 + 24)
  return `${Math.round(least)}px`
}
