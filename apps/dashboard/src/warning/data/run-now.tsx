/** What can be started by hand. */
import { Button, TextInput } from '@mantine/core'
import { BackfillRequest, type PipelineStatus, SimulateBankRequest } from '@pratibimba/contract'
import { IconBrain, IconBuildingBank, IconCalendarTime, IconGauge, type IconProps } from '@tabler/icons-react'
import type { FunctionComponent } from 'react'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { NumberField } from '../../parts/number-field.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TrainDialog } from '../models/train-dialog.tsx'
import classes from './data.module.css'
import { RunDialog } from './run-dialog.tsx'

type Run = 'simulate' | 'score' | 'backfill' | 'train'

interface RunNowProps {
  readonly status: PipelineStatus
}

const runs: readonly {
  readonly run: Run
  readonly name: string
  readonly text: string
  readonly Icon: FunctionComponent<IconProps>
}[] = [
  {
    run: 'simulate',
    name: 'Simulate a bank',
    text: 'Customers with accounts, transactions and payments; replaces simulated ones only.',
    Icon: IconBuildingBank,
  },
  {
    run: 'train',
    name: 'Train a model',
    text: 'On everything known now; promoted only if it is better.',
    Icon: IconBrain,
  },
  {
    run: 'score',
    name: 'Score everyone',
    text: 'Every customer as of a day, as it is done every night.',
    Icon: IconGauge,
  },
  {
    run: 'backfill',
    name: 'Back-fill scores',
    text: 'Past days, each with what was known then.',
    Icon: IconCalendarTime,
  },
]

export function RunNow({ status }: RunNowProps) {
  const [open, setOpen] = useState<Run>()
  const close = () => setOpen(undefined)
  return (
    <Panel title="Run now">
      <ul className={classes.runs}>
        {runs.map(({ run, name, text, Icon }) => (
          <li key={run}>
            <Icon size={20} stroke={1.5} aria-hidden />
            <span className={classes.runWords}>
              <strong>{name}</strong>
              <span className="small muted">{text}</span>
            </span>
            <Button variant="default" size="compact-sm" onClick={() => setOpen(run)}>
              Start…<span className="visually-hidden"> {name}</span>
            </Button>
          </li>
        ))}
      </ul>
      <SimulateDialog opened={open === 'simulate'} onClose={close} />
      <ScoreDialog opened={open === 'score'} onClose={close} status={status} />
      <BackfillDialog opened={open === 'backfill'} onClose={close} status={status} />
      <TrainDialog opened={open === 'train'} onClose={close} />
    </Panel>
  )
}

interface DialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

const { customers, days, seed } = SimulateBankRequest.properties

function SimulateDialog(dialog: DialogProps) {
  const [form, setForm] = useState<{ customers?: number; days?: number; seed?: number }>({})
  const field = (name: 'customers' | 'days' | 'seed') => ({
    value: form[name],
    onChange: (value: number | undefined) => setForm((before) => ({ ...before, [name]: value })),
  })
  return (
    <RunDialog
      {...dialog}
      title="Simulate a bank"
      action="Simulate"
      labels={{ '/customers': 'Customers', '/days': 'Days', '/seed': 'Seed' }}
      run={() => client.simulateBank({ body: form })}
    >
      {(errorOf) => (
        <>
          <p className="muted">
            Replaces the simulated customers and everything that belongs to them. Imported customers are never
            touched.
          </p>
          <NumberField
            label="Customers"
            schema={customers}
            {...field('customers')}
            error={errorOf('/customers')}
          />
          <NumberField
            label="Days"
            schema={days}
            description="Days of history up to yesterday."
            {...field('days')}
            error={errorOf('/days')}
          />
          <NumberField
            label="Seed"
            schema={seed}
            placeholder="A fresh one"
            {...field('seed')}
            error={errorOf('/seed')}
          />
        </>
      )}
    </RunDialog>
  )
}

function ScoreDialog({ status, ...dialog }: DialogProps & RunNowProps) {
  const [asOf, setAsOf] = useState('')
  return (
    <RunDialog
      {...dialog}
      title="Score everyone"
      action="Score"
      labels={{ '/as_of_date': 'As of the end of' }}
      run={() => client.scorePortfolio({ body: { as_of_date: asOf || undefined } })}
    >
      {(errorOf) => (
        <TextInput
          type="date"
          label="As of the end of"
          description={`The last day of the data${status.last_day === null ? '' : `, ${status.last_day},`} where it is left empty.`}
          value={asOf}
          min={status.first_day ?? undefined}
          max={status.last_day ?? undefined}
          error={errorOf('/as_of_date')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={({ currentTarget }) => setAsOf(currentTarget.value)}
        />
      )}
    </RunDialog>
  )
}

function BackfillDialog({ status, ...dialog }: DialogProps & RunNowProps) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState(status.last_day ?? '')
  const [every, setEvery] = useState<number>()
  const range = { min: status.first_day ?? undefined, max: status.last_day ?? undefined }
  return (
    <RunDialog
      {...dialog}
      title="Back-fill scores"
      action="Back-fill"
      disabled={from === '' || to === ''}
      labels={{ '/from': 'From', '/to': 'To', '/every_days': 'Every so many days' }}
      run={() => client.backfillScores({ body: { from, to, every_days: every } })}
    >
      {(errorOf) => (
        <>
          <p className="muted">
            Each day is scored with what was known at its end.
            {status.first_day !== null && ` There are data from ${status.first_day} to ${status.last_day}.`}
          </p>
          <TextInput
            type="date"
            label="From"
            required
            value={from}
            {...range}
            error={errorOf('/from')}
            onChange={({ currentTarget }) => setFrom(currentTarget.value)}
          />
          <TextInput
            type="date"
            label="To"
            required
            value={to}
            {...range}
            error={errorOf('/to')}
            onChange={({ currentTarget }) => setTo(currentTarget.value)}
          />
          <NumberField
            label="Every so many days"
            schema={BackfillRequest.properties.every_days}
            value={every}
            onChange={setEvery}
            error={errorOf('/every_days')}
          />
        </>
      )}
    </RunDialog>
  )
}
