/** Which column of the file is what, and how its cells are read; corrected here, checked again, then confirmed. */
import { Button, Checkbox, FileButton, NativeSelect, TextInput } from '@mantine/core'
import { type ImportReport, paymentFields } from '@pratibimba/contract'
import { formatCount } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { pipelineQuery } from '../../api/warning-queries.ts'
import { Notice } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { capitalised } from '../../parts/words.ts'
import classes from './data.module.css'

/** Column by field, and the rules beside them. */
export type Mapping = Readonly<Record<string, string | null>>

/** What is sent with the files. */
interface Said {
  readonly mapping: Mapping
  readonly paymentsMapping: Mapping | undefined
}

interface ImportMappingProps {
  readonly file: File
  readonly payments: File | undefined
  readonly report: ImportReport
  /** Of the file, where it could be read here. */
  readonly columns: readonly string[] | undefined
  /** Of the file of payments, alike. */
  readonly paymentColumns: readonly string[] | undefined
  readonly onCheck: (said: Said, payments: File | undefined) => void
  readonly onConfirm: (said: Said, replace: boolean) => void
  readonly onOther: () => void
}

export function ImportMapping({
  file,
  payments,
  report,
  columns,
  paymentColumns,
  onCheck,
  onConfirm,
  onOther,
}: ImportMappingProps) {
  const own = useDraft(report.mapping, report.rules)
  const owed = useDraft(report.payments_mapping, report.payments_rules)
  const [replace, setReplace] = useState(false)
  const changed = own.changed || owed.changed
  const open = report.questions.length > 0
  const unread = payments !== undefined && report.payments_mapping === null
  const said = () => ({ mapping: own.said(), paymentsMapping: payments && owed.said() })
  return (
    <Panel
      title={`Columns of ${file.name}`}
      description="Found by their names. What is not in the file stays empty; the category is then told from the description."
    >
      {open && (
        <div className={classes.questions}>
          <Notice kind="caution" title="Only you can say">
            <ul>
              {report.questions.map(({ field, detail }) => (
                <li key={field + detail}>{detail}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      <div className={classes.mapping}>
        {Object.keys(report.mapping).map((field) => (
          <ColumnChoice
            key={field}
            field={field}
            column={own.mapping[field] ?? null}
            columns={columns}
            onChange={(next) => own.set(field, next)}
          />
        ))}
      </div>
      <h3 className={classes.rulesName}>How cells are read</h3>
      <div className={classes.mapping}>
        <RuleChoices mapping={own.mapping} onChange={own.set} />
        <CurrencyAndZone mapping={own.mapping} onChange={own.set} />
      </div>
      <div className={classes.actions}>
        <FileButton
          onChange={(chosen) =>
            chosen && onCheck({ mapping: own.said(), paymentsMapping: undefined }, chosen)
          }
        >
          {(props) => (
            <Button variant="default" {...props}>
              {payments ? `Payments: ${payments.name}` : 'Add a file of payments'}
            </Button>
          )}
        </FileButton>
        <span className={classes.message}>
          {unread
            ? 'It could not be read; say below which of its columns is what, and check again.'
            : payments
              ? `${formatCount(report.labels)} outcomes to learn from.`
              : 'Payments that were owed, with when they were paid, are what a model learns from. Without them customers can only be scored.'}
        </span>
      </div>
      {payments && (
        <fieldset className={classes.payments}>
          <legend className={classes.rulesName}>Columns of {payments.name}</legend>
          <div className={classes.mapping}>
            {paymentFields.map((field) => (
              <ColumnChoice
                key={field}
                field={field}
                column={owed.mapping[field] ?? null}
                columns={paymentColumns}
                onChange={(next) => owed.set(field, next)}
              />
            ))}
            <RuleChoices mapping={owed.mapping} onChange={owed.set} rules={['date_order', 'decimal']} />
          </div>
        </fieldset>
      )}
      <Replaced />
      <div className={classes.actions}>
        <Checkbox
          label="Remove imported customers that are there already"
          checked={replace}
          onChange={({ currentTarget }) => setReplace(currentTarget.checked)}
        />
      </div>
      <div className={classes.actions}>
        <span className={classes.message}>{stateOf(report, changed)}</span>
        <Button variant="subtle" color="gray" onClick={onOther}>
          Another file
        </Button>
        <Button variant="default" disabled={!changed} onClick={() => onCheck(said(), payments)}>
          Check again
        </Button>
        <Button
          disabled={changed || open || unread || report.accepted === 0}
          onClick={() => onConfirm(said(), replace)}
        >
          Import {formatCount(report.accepted)} rows
        </Button>
      </div>
    </Panel>
  )
}

type Found = Readonly<Record<string, string | null>> | null

/** A mapping as it was found, and as it is corrected. */
function useDraft(columns: Found, rules: Found) {
  const found: Mapping = { ...columns, ...rules }
  const [mapping, setMapping] = useState(found)
  return {
    mapping,
    changed: JSON.stringify(mapping) !== JSON.stringify(found),
    set: (field: string, column: string) =>
      setMapping((before) => ({ ...before, [field]: column === '' ? null : column })),
    /** Rules that were never said are not sent; columns that are not in the file are. */
    said: (): Mapping =>
      Object.fromEntries(
        Object.entries(mapping).filter(([name, value]) => value !== null || name in (columns ?? {})),
      ),
  }
}

/** What goes when the import is confirmed. */
function Replaced() {
  const { data } = useQuery(pipelineQuery)
  if (data?.origin !== 'simulated' && data?.origin !== 'mixed') return null
  return (
    <div className={classes.actions}>
      <Notice kind="caution" title="Simulated customers make way">
        <p>
          Imported customers and simulated ones do not stand side by side: the simulated ones, with their
          scores, are removed when the import begins.
        </p>
      </Notice>
    </div>
  )
}

function stateOf({ questions, accepted, rows }: ImportReport, changed: boolean): string {
  if (changed) return 'The columns were changed; check them before anything is read.'
  if (questions.length > 0) return 'Nothing is read while a question is open.'
  if (accepted === 0) return 'Nothing in this file can be read as it is.'
  return `${formatCount(accepted)} of ${formatCount(rows)} rows would be read.`
}

interface ColumnChoiceProps {
  readonly field: string
  readonly column: string | null
  readonly columns: readonly string[] | undefined
  readonly onChange: (column: string) => void
}

/** From a list where the columns are known, else typed. */
function ColumnChoice({ field, column, columns, onChange }: ColumnChoiceProps) {
  const label = field === 'mcc' ? 'Merchant category code' : capitalised(field.replaceAll('_', ' '))
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

const choices = [
  {
    rule: 'positive',
    label: 'A positive amount',
    options: [
      { value: 'came', label: 'came in (accounts)' },
      { value: 'went', label: 'went out (cards)' },
    ],
  },
  {
    rule: 'date_order',
    label: 'Dates such as 03/04',
    options: [
      { value: 'day_first', label: 'day first' },
      { value: 'month_first', label: 'month first' },
    ],
  },
  {
    rule: 'decimal',
    label: 'Decimal mark',
    options: [
      { value: '.', label: 'point, 1,234.50' },
      { value: ',', label: 'comma, 1.234,50' },
    ],
  },
] as const

interface RuleChoicesProps {
  readonly mapping: Mapping
  readonly onChange: (rule: string, value: string) => void
}

type Rule = (typeof choices)[number]['rule']

/** @param rules of them; every one where not said */
function RuleChoices({ mapping, onChange, rules }: RuleChoicesProps & { rules?: readonly Rule[] }) {
  return choices
    .filter(({ rule }) => rules?.includes(rule) ?? true)
    .map(({ rule, label, options }) => (
      <NativeSelect
        key={rule}
        label={label}
        value={mapping[rule] ?? ''}
        data={[{ value: '', label: 'not said' }, ...options]}
        onChange={({ currentTarget }) => onChange(rule, currentTarget.value)}
      />
    ))
}

function CurrencyAndZone({ mapping, onChange }: RuleChoicesProps) {
  return (
    <>
      <TextInput
        label="Currency"
        placeholder="EUR"
        value={mapping.currency ?? ''}
        maxLength={3}
        onChange={({ currentTarget }) => onChange('currency', currentTarget.value.toUpperCase())}
      />
      <TextInput
        label="Zone of times without one"
        placeholder="UTC"
        value={mapping.zone ?? ''}
        maxLength={60}
        onChange={({ currentTarget }) => onChange('zone', currentTarget.value)}
      />
    </>
  )
}
