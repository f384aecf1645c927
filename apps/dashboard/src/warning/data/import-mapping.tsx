/** Which column of the file is what; corrected here, checked again, then confirmed. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { ImportReport } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useState } from 'react'
import { Panel } from '../../parts/panel.tsx'
import { capitalised } from '../../parts/words.ts'
import classes from './data.module.css'

export type Mapping = ImportReport['mapping']

interface ImportMappingProps {
  readonly file: File
  readonly report: ImportReport
  /** Of the file, where it could be read here. */
  readonly columns: readonly string[] | undefined
  readonly currency: string
  readonly onCheck: (mapping: Mapping, currency: string) => void
  readonly onConfirm: (mapping: Mapping, currency: string) => void
  readonly onOther: () => void
}

export function ImportMapping({
  file,
  report,
  columns,
  currency: given,
  onCheck,
  onConfirm,
  onOther,
}: ImportMappingProps) {
  const [mapping, setMapping] = useState(report.mapping)
  const [currency, setCurrency] = useState(given)
  const changed = currency !== given || JSON.stringify(mapping) !== JSON.stringify(report.mapping)
  const valid = currency === '' || /^[A-Z]{3}$/.test(currency)
  const set = (field: string, column: string) =>
    setMapping((before) => ({ ...before, [field]: column === '' ? null : column }))
  return (
    <Panel
      title={`Columns of ${file.name}`}
      description="Found by their names. What is not in the file stays empty; the category is then told from the description."
    >
      <div className={classes.mapping}>
        {Object.entries(mapping).map(([field, column]) => (
          <ColumnChoice
            key={field}
            field={field}
            column={column}
            columns={columns}
            onChange={(next) => set(field, next)}
          />
        ))}
        <TextInput
          label="Currency"
          description="Three letters, where the file does not say."
          placeholder="USD"
          value={currency}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          maxLength={3}
          error={valid ? undefined : 'Three letters, such as EUR'}
          onChange={({ currentTarget }) => setCurrency(currentTarget.value.toUpperCase())}
        />
      </div>
      <div className={classes.actions}>
        <span className={classes.message}>
          {changed
            ? 'The columns were changed; check them before anything is read.'
            : report.accepted === 0
              ? 'Nothing in this file can be read as it is.'
              : `${formatCount(report.accepted)} of ${formatCount(report.rows)} rows would be read.`}
        </span>
        <Button variant="subtle" color="gray" onClick={onOther}>
          Another file
        </Button>
        <Button variant="default" disabled={!changed || !valid} onClick={() => onCheck(mapping, currency)}>
          Check again
        </Button>
        <Button disabled={changed || report.accepted === 0} onClick={() => onConfirm(mapping, currency)}>
          Import {formatCount(report.accepted)} rows
        </Button>
      </div>
    </Panel>
  )
}

interface ColumnChoiceProps {
  readonly field: string
  readonly column: string | null
  readonly columns: readonly string[] | undefined
  readonly onChange: (column: string) => void
}

/** From a list where the columns are known, else typed. */
function ColumnChoice({ field, column, columns, onChange }: ColumnChoiceProps) {
  const label = capitalised(field.replaceAll('_', ' '))
  if (columns === undefined)
    return (
      <TextInput
        label={label}
        placeholder="Not in the file"
        value={column ?? ''}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  const choices = [...new Set([...columns, ...(column === null ? [] : [column])])]
  return (
    <NativeSelect
      label={label}
      value={column ?? ''}
      data={[
        { value: '', label: 'Not in the file' },
        ...choices.filter(Boolean).map((value) => ({ value, label: value })),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
