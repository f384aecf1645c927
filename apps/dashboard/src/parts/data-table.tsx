/** A table of records: TanStack's model, our rows, j/k and Enter; where rows can be selected, boxes and `x`. */

import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import {
  flexRender,
  getCoreRowModel,
  type RowData,
  type TableOptions,
  useReactTable,
} from '@tanstack/react-table'
import { type ReactNode, useEffect, useRef } from 'react'
import { Scrollable } from './scrollable.tsx'
import tables from './table.module.css'
import { useListKeys } from './use-list-keys.ts'

declare module '@tanstack/react-table' {
  interface ColumnMeta<TData extends RowData, TValue> {
    readonly align?: 'left' | 'right'
    readonly wrap?: boolean
    /** What the server calls the order by this column. */
    readonly sort?: string
  }
}

interface DataTableProps<Row> extends Pick<TableOptions<Row>, 'columns' | 'getRowId'> {
  readonly name: string
  readonly rows: Row[]
  readonly onOpen?: (row: Row) => void
  readonly broken?: (row: Row) => boolean
  readonly order?: TableOrder
  readonly selection?: TableSelection
}

/** By which column the server sorted, and how another is asked for. */
export interface TableOrder {
  readonly sort: string
  readonly direction: 'asc' | 'desc'
  readonly onSort: (sort: string) => void
}

/** Which rows are selected, by their ids; rows of other pages may be among them. */
export interface TableSelection {
  readonly selected: ReadonlySet<string>
  /** Called with ids of this page. */
  readonly onSelect: (ids: readonly string[], on: boolean) => void
}

const nothing = () => undefined

export function DataTable<Row>({
  name,
  rows,
  columns,
  getRowId,
  onOpen,
  broken,
  order,
  selection,
}: DataTableProps<Row>) {
  const table = useReactTable({ data: rows, columns, getRowId, getCoreRowModel: getCoreRowModel() })
  const modelRows = table.getRowModel().rows
  const ids = modelRows.map(({ id }) => id)
  const select = useSelect(ids, selection)
  const current = useListKeys(
    onOpen ? rows.length : 0,
    onOpen ? (row) => onOpen(rows[row]!) : nothing,
    selection && ((row) => select(row, false)),
  )
  const body = useRef<HTMLTableSectionElement>(null)
  useEffect(() => {
    body.current?.children[current]?.scrollIntoView({ block: 'nearest' })
  }, [current])
  const brokenRow = broken ? rows.findIndex(broken) : -1
  useEffect(() => {
    body.current?.children[brokenRow]?.scrollIntoView({ block: 'center' })
  }, [brokenRow])
  return (
    <Scrollable name={name}>
      <table className={tables.table}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {selection && (
                <th scope="col" className={tables.boxes}>
                  <SelectPage ids={ids} selection={selection} />
                </th>
              )}
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  data-align={header.column.columnDef.meta?.align}
                  aria-sort={ariaSort(order, header.column.columnDef.meta?.sort)}
                >
                  <Heading order={order} sort={header.column.columnDef.meta?.sort}>
                    {flexRender(header.column.columnDef.header, header.getContext())}
                  </Heading>
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody ref={body}>
          {modelRows.map((row) => (
            <tr
              key={row.id}
              className={tables.row}
              data-current={row.index === current || undefined}
              data-broken={broken?.(row.original) || undefined}
              data-selected={selection?.selected.has(row.id) || undefined}
            >
              {selection && (
                <td className={tables.boxes}>
                  <Checkbox
                    size="xs"
                    aria-label={`Select ${row.id}`}
                    className={tables.above}
                    checked={selection.selected.has(row.id)}
                    onClick={({ shiftKey }) => select(row.index, shiftKey)}
                    onChange={nothing}
                  />
                </td>
              )}
              {row.getVisibleCells().map((cell) => (
                <td
                  key={cell.id}
                  data-align={cell.column.columnDef.meta?.align}
                  data-wrap={cell.column.columnDef.meta?.wrap}
                >
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  )
}

/** Turns one row round, or takes all from the last one that was turned along with it. */
function useSelect(ids: readonly string[], selection: TableSelection | undefined) {
  const last = useRef(0)
  return (row: number, range: boolean) => {
    if (selection === undefined) return
    const on = !selection.selected.has(ids[row]!)
    const from = range ? Math.min(last.current, row, ids.length - 1) : row
    selection.onSelect(ids.slice(from, (range ? Math.max(last.current, row) : row) + 1), on)
    last.current = row
  }
}

function SelectPage({ ids, selection }: { ids: readonly string[]; selection: TableSelection }) {
  const chosen = ids.filter((id) => selection.selected.has(id)).length
  return (
    <Checkbox
      size="xs"
      aria-label={`Select all ${ids.length} of this page`}
      checked={chosen > 0 && chosen === ids.length}
      indeterminate={chosen > 0 && chosen < ids.length}
      onChange={() => selection.onSelect(ids, chosen < ids.length)}
    />
  )
}

function ariaSort(order: TableOrder | undefined, sort: string | undefined) {
  if (order === undefined || sort === undefined) return undefined
  if (order.sort !== sort) return 'none'
  return order.direction === 'asc' ? 'ascending' : 'descending'
}

interface HeadingProps {
  readonly order: TableOrder | undefined
  readonly sort: string | undefined
  readonly children: ReactNode
}

/** The name of a column; where the server can sort by it, a button. */
function Heading({ order, sort, children }: HeadingProps) {
  if (order === undefined || sort === undefined) return children
  const Icon = order.sort !== sort ? IconArrowsSort : order.direction === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <button type="button" className={tables.sort} onClick={() => order.onSort(sort)}>
      {children}
      <Icon size={12} stroke={1.75} aria-hidden data-idle={order.sort !== sort || undefined} />
    </button>
  )
}
