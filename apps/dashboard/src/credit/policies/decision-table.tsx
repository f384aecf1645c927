/** A stage as a table: when on the left, then on the right. */
import { decisionOutcomes } from '@pratibimba/contract'
import type { ReactNode } from 'react'
import { Panel } from '../../parts/panel.tsx'
import { Scrollable } from '../../parts/scrollable.tsx'
import { stageWords } from '../parts/credit-words.ts'
import { Outcome } from '../parts/outcome.tsx'
import classes from './decision-table.module.css'
import type { PolicyStageOf } from './policy-types.ts'
import { firesWords, readCell } from './stage-words.ts'

type Column = PolicyStageOf['inputs'][number]

/** Inputs that stand beside each other and still leave room for what follows from them. */
const MOST_COLUMNS = 4

interface DecisionTableProps {
  readonly stage: PolicyStageOf
  readonly place: number
  /** A cell of another kind, where the table is edited. */
  readonly cell?: (rule: number, column: Column, output: boolean) => ReactNode
  readonly ruleHead?: (rule: number) => ReactNode
  readonly below?: ReactNode
}

export function DecisionTable({ stage, place, cell, ruleHead, below }: DecisionTableProps) {
  const { id, kind, title, inputs, outputs, rules } = stage
  // Many columns of which each rule fills few are read as a list; where cells are edited each has its place.
  const listed = cell === undefined && inputs.length > MOST_COLUMNS
  const columns = [
    ...(listed ? [] : inputs).map((column) => ({ column, output: false, first: false })),
    ...outputs.map((column, at) => ({ column, output: true, first: at === 0 })),
  ]
  const classOf = (output: boolean, first: boolean) =>
    output ? (first ? `${classes.out} ${classes.first}` : classes.out) : undefined
  return (
    <div id={`stage-${id}`} className={classes.stage}>
      <Panel
        flush
        title={`${place + 1}. ${title}`}
        description={firesWords[kind]}
        aside={<span className={classes.fires}>{stageWords[kind]}</span>}
      >
        <Scrollable name={`Rules of ${title}`}>
          <table className={classes.rules}>
            <thead>
              <tr>
                <th scope="col">Rule</th>
                {listed && <th scope="col">When</th>}
                {columns.map(({ column, output, first }) => (
                  <th key={column.id} scope="col" className={classOf(output, first)} title={column.field}>
                    {first && inputs.length > 0 && 'then '}
                    {column.title}
                    {cell && <span className={classes.field}>{column.field}</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rules.map((rule, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rules stand by position; ids change while they are edited
                <tr key={at}>
                  <th scope="row">{ruleHead?.(at) ?? <code>{rule.id}</code>}</th>
                  {listed && (
                    <td>
                      <Conditions inputs={inputs} cells={rule.cells} />
                    </td>
                  )}
                  {columns.map(({ column, output, first }) => (
                    <td key={column.id} className={classOf(output, first)}>
                      {cell?.(at, column, output) ?? <Cell cell={rule.cells[column.id]} output={output} />}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrollable>
        {below}
      </Panel>
    </div>
  )
}

/** Only what a rule asks; a rule that asks nothing holds for everything. */
function Conditions({
  inputs,
  cells,
}: {
  inputs: readonly Column[]
  cells: Readonly<Record<string, string>>
}) {
  const asked = inputs.flatMap(({ id, title, field }) => {
    const read = readCell(cells[id])
    return read === undefined ? [] : [{ id, title, field, text: read.text }]
  })
  if (asked.length === 0) return <span className={`${classes.cell} ${classes.any}`}>always</span>
  return asked.map(({ id, title, field, text }) => (
    <span key={id} className={classes.condition}>
      <span title={field}>{title}</span> <span className={classes.cell}>{text}</span>
    </span>
  ))
}

function Cell({ cell, output }: { cell: string | undefined; output: boolean }) {
  const read = readCell(cell)
  if (read === undefined)
    return <span className={`${classes.cell} ${classes.any}`}>{output ? '–' : 'any'}</span>
  const outcome = decisionOutcomes.find((one) => one === read.text)
  if (outcome !== undefined) return <Outcome outcome={outcome} />
  return <span className={read.plain && !isCode(read.text) ? classes.text : classes.cell}>{read.text}</span>
}

const isCode = (text: string) => /^[A-Z0-9_]+$/.test(text)
