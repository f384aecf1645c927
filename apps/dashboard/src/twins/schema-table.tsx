/** One table of an upload: what each column was taken for, how surely and why. */

import { NativeSelect, Popover, Switch, Textarea, UnstyledButton } from '@mantine/core'
import {
  columnTypes,
  type DetectedColumn,
  type DetectedSchema,
  type DetectedTable,
  personalKinds,
} from '@pratibimba/contract'
import { formatCount, formatShare } from '@pratibimba/reports/charts'
import { useState } from 'react'
import { Panel } from '../parts/panel.tsx'
import { Scrollable } from '../parts/scrollable.tsx'
import tables from '../parts/table.module.css'
import { RejectedRows } from './rejected-rows.tsx'
import { type ColumnChange, withColumn, withKey } from './schema-draft.ts'
import classes from './schema-table.module.css'

interface SchemaTableProps {
  readonly schema: DetectedSchema
  readonly saved: DetectedSchema
  readonly table: DetectedTable
  readonly onChange: (schema: DetectedSchema) => void
}

const words = (name: string) => name.replaceAll('_', ' ')

export function SchemaTable({ schema, saved, table, onChange }: SchemaTableProps) {
  const savedTable = saved.tables.find(({ name }) => name === table.name)!
  return (
    <Panel
      flush
      title={schema.tables.length > 1 ? table.name : 'Detected schema'}
      description={`${formatCount(table.rows)} rows, ${table.columns.length} columns in ${table.filename}. Correct what is wrong; a correction counts as certain.`}
      aside={
        <NativeSelect
          size="xs"
          aria-label={`Primary key of ${table.name}`}
          value={table.primary_key ?? ''}
          data={[
            { value: '', label: 'No primary key' },
            ...table.columns.map(({ name }) => ({ value: name, label: `Primary key: ${name}` })),
          ]}
          onChange={({ currentTarget }) => onChange(withKey(schema, table.name, currentTarget.value || null))}
        />
      }
    >
      {table.rejected_rows > 0 && <RejectedRows table={table} />}
      <Scrollable name={`Columns of ${table.name}`}>
        <table className={`${tables.table} ${classes.columns}`}>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">Quasi-identifier</th>
              <th scope="col">Confidence</th>
              <th scope="col">Reason</th>
              <th scope="col" data-align="right">
                Missing
              </th>
              <th scope="col" data-align="right">
                Distinct
              </th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column, index) => (
              <ColumnRow
                key={column.name}
                column={column}
                saved={savedTable.columns[index]!}
                isKey={table.primary_key === column.name}
                onChange={(change) => onChange(withColumn(schema, table.name, column.name, change))}
              />
            ))}
          </tbody>
        </table>
      </Scrollable>
    </Panel>
  )
}

interface ColumnRowProps {
  readonly column: DetectedColumn
  readonly saved: DetectedColumn
  readonly isKey: boolean
  readonly onChange: (change: ColumnChange) => void
}

function ColumnRow({ column, saved, isKey, onChange }: ColumnRowProps) {
  const { name, type, personal_kind, confidence, reason, missing_share, distinct, quasi_identifier } = column
  const changed = column !== saved && JSON.stringify(column) !== JSON.stringify(saved)
  return (
    <tr className={tables.row} data-current={changed || undefined}>
      <td>
        <span className={classes.name}>{name}</span>
        {isKey && <span className={classes.key}>key</span>}
        {changed && <span className="visually-hidden">changed, not saved</span>}
      </td>
      <td>
        <span className={classes.types}>
          <NativeSelect
            size="xs"
            aria-label={`Type of ${name}`}
            value={type}
            data={columnTypes.map((value) => ({ value, label: words(value) }))}
            onChange={({ currentTarget }) => {
              const next = currentTarget.value as DetectedColumn['type']
              onChange(
                next === 'personal'
                  ? { type: next, personal_kind: personal_kind ?? 'other' }
                  : { type: next },
              )
            }}
          />
          {type === 'personal' && (
            <NativeSelect
              size="xs"
              aria-label={`Personal datum in ${name}`}
              value={personal_kind ?? 'other'}
              data={personalKinds.map((value) => ({ value, label: words(value) }))}
              onChange={({ currentTarget }) =>
                onChange({ personal_kind: currentTarget.value as DetectedColumn['personal_kind'] })
              }
            />
          )}
          {type === 'ordered_category' && <OrderEditor column={column} onChange={onChange} />}
        </span>
      </td>
      <td>
        <Switch
          size="xs"
          aria-label={`${name} is a quasi-identifier`}
          checked={quasi_identifier}
          onChange={({ currentTarget }) => onChange({ quasi_identifier: currentTarget.checked })}
        />
      </td>
      <td>
        <Confidence value={confidence} />
      </td>
      <td data-wrap className="small muted">
        {reason}
      </td>
      <td data-align="right">{missing_share === 0 ? '0' : formatShare(missing_share)}</td>
      <td data-align="right">{formatCount(distinct)}</td>
    </tr>
  )
}

function Confidence({ value }: { value: number }) {
  return (
    <span className={classes.confidence}>
      <svg width="40" height="4" aria-hidden="true">
        <rect width="40" height="4" rx="2" fill="var(--band)" />
        <rect width={40 * value} height="4" rx="2" fill="var(--accent)" />
      </svg>
      {value === 1 ? 'certain' : formatShare(value, 0)}
    </span>
  )
}

/** Levels one a line, lowest first. */
function OrderEditor({ column, onChange }: Pick<ColumnRowProps, 'column' | 'onChange'>) {
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const close = () => {
    setOpened(false)
    const order = text
      .split('\n')
      .map((level) => level.trim())
      .filter((level) => level !== '')
    if (JSON.stringify(order) !== JSON.stringify(column.order ?? [])) onChange({ order })
  }
  return (
    <Popover opened={opened} onClose={close} trapFocus withinPortal width={240}>
      <Popover.Target>
        <UnstyledButton
          className={classes.order}
          onClick={() => {
            setText((column.order ?? []).join('\n'))
            setOpened(true)
          }}
        >
          {column.order?.length ? `${column.order.length} levels` : 'Set levels'}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Textarea
          label={`Levels of ${column.name}`}
          description="One a line, lowest first."
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
