/** A training that is asked for. */
import { NativeSelect } from '@mantine/core'
import { RetrainingRequest } from '@pratibimba/contract'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { NumberField } from '../../parts/number-field.tsx'
import { RunDialog } from '../data/run-dialog.tsx'

type Form = Pick<RetrainingRequest, 'trials' | 'miss_cost' | 'promote' | 'seed'>

const { trials, miss_cost, seed } = RetrainingRequest.properties

export function TrainDialog(dialog: { opened: boolean; onClose: () => void }) {
  const [form, setForm] = useState<Form>({})
  const field = (name: 'trials' | 'miss_cost' | 'seed') => ({
    value: form[name],
    onChange: (value: number | undefined) => setForm((before) => ({ ...before, [name]: value })),
  })
  return (
    <RunDialog
      {...dialog}
      title="Train a model"
      action="Train"
      labels={{
        '/trials': 'Trials of settings',
        '/miss_cost': 'Cost of a miss',
        '/promote': 'When it is better',
        '/seed': 'Seed',
      }}
      run={() => client.triggerRetraining({ body: form })}
    >
      {(errorOf) => (
        <>
          <p className="muted">
            Three learners are fitted on everything known now, weighed, calibrated and tested on the latest
            day whose outcomes are known.
          </p>
          <NumberField
            label="Trials of settings"
            schema={trials}
            description="Random settings to try; 0 takes the settings that have proved good."
            {...field('trials')}
            error={errorOf('/trials')}
          />
          <NumberField
            label="Cost of a miss"
            schema={miss_cost}
            description="In false alarms; it decides the threshold."
            {...field('miss_cost')}
            error={errorOf('/miss_cost')}
          />
          <NativeSelect
            label="When it is better"
            value={form.promote ?? 'if_better'}
            data={[
              { value: 'if_better', label: 'Promote it' },
              { value: 'never', label: 'Keep it as a challenger' },
            ]}
            error={errorOf('/promote')}
            onChange={({ currentTarget }) => {
              const promote = currentTarget.value as Form['promote']
              setForm((before) => ({ ...before, promote }))
            }}
          />
          <NumberField
            label="Seed"
            schema={seed}
            placeholder="42"
            {...field('seed')}
            error={errorOf('/seed')}
          />
        </>
      )}
    </RunDialog>
  )
}
