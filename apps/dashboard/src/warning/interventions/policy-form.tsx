/** The policy of interventions as a form: losses, control group, contact, and each type's cost and cool-down. */
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import {
  InterventionPolicyData,
  type InterventionType,
  interventionTypes,
  type StoredInterventionPolicy,
} from '@pratibimba/contract'
import { formatNumber } from '@pratibimba/reports/charts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { interventionPolicyQuery } from '../../api/warning-queries.ts'
import { fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { Moment } from '../../parts/moment.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useCurrency } from '../parts/currency.ts'
import { interventionWords } from '../parts/words.ts'
import { CellNumber } from './cell-number.tsx'
import { type Tier, withAction, withHoldout, withMessage, withValue } from './policy-draft.ts'
import classes from './policy-form.module.css'

const tiers = ['1', '2', '3'] as const satisfies readonly Tier[]
const schema = InterventionPolicyData.properties
const messages = {
  bank_name: 'Name of the bank',
  help_phone: 'Phone for help',
  help_link: 'Page for help',
} as const
const labels: Record<string, string> = {
  '/policy/loss_given_default': 'Loss given default',
  ...Object.fromEntries(tiers.map((tier) => [`/policy/holdout_share/${tier}`, `Held out of tier ${tier}`])),
  '/policy/cool_down_across_days': 'Days between any two contacts',
  '/policy/maximum_attempts': 'Attempts in a case',
  '/policy/time_zone': 'Time zone',
  ...Object.fromEntries(Object.entries(messages).map(([key, label]) => [`/policy/messages/${key}`, label])),
  ...Object.fromEntries(
    interventionTypes.flatMap((type) => [
      [`/policy/actions/${type}/cost_minor`, `Cost of ${interventionWords[type].toLowerCase()}`],
      [`/policy/actions/${type}/cool_down_days`, `Cool-down of ${interventionWords[type].toLowerCase()}`],
    ]),
  ),
}

interface PolicyFormProps {
  readonly stored: StoredInterventionPolicy
  readonly onClose: () => void
}

export function PolicyForm({ stored, onClose }: PolicyFormProps) {
  const { defaults, version } = stored
  const [draft, setDraft] = useState(stored.policy)
  const queries = useQueryClient()
  const currency = useCurrency()
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => client.putInterventionPolicy({ body: { policy: draft, version } }),
    onSuccess: (next) => {
      queries.setQueryData(interventionPolicyQuery.queryKey, next)
      notifications.show({
        title: 'The policy is in force',
        message: 'The desk goes by it at once, scores from the next one on.',
      })
      onClose()
      return queries.invalidateQueries({ queryKey: ['warning'] })
    },
  })
  const errorOf = fieldErrors(error, labels)
  const change = (next: InterventionPolicyData) => {
    setDraft(next)
    reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }
  const field = (
    key: 'loss_given_default' | 'cool_down_across_days' | 'maximum_attempts',
    percent = false,
  ) => ({
    label: labels[`/policy/${key}`]!,
    schema: schema[key],
    percent,
    value: draft[key],
    placeholder: percent ? inPercent(defaults[key]!) : formatNumber(defaults[key]!),
    onChange: (value: number | undefined) => change(withValue(draft, key, value)),
    error: errorOf(`/policy/${key}`),
  })
  const actionField = (type: InterventionType, key: 'cost_minor' | 'cool_down_days') => ({
    value: draft.actions?.[type]?.[key],
    usual: defaults.actions![type]![key]!,
    label: labels[`/policy/actions/${type}/${key}`]!,
    onChange: (value: number | undefined) => change(withAction(draft, type, key, value)),
    error: errorOf(`/policy/actions/${type}/${key}`),
  })
  return (
    <form onSubmit={submit}>
      <Stack>
        <p className="muted">
          What is left empty is the default, which stands in grey.{' '}
          {stored.changed_at !== null && (
            <>
              Changed by {stored.changed_by} <Moment at={stored.changed_at} />.
            </>
          )}
        </p>
        <div className={classes.fields}>
          <NumberField {...field('loss_given_default', true)} />
          {tiers.map((tier) => (
            <NumberField
              key={tier}
              label={labels[`/policy/holdout_share/${tier}`]!}
              schema={shareBelowOne}
              percent
              value={draft.holdout_share?.[tier]}
              placeholder={inPercent(defaults.holdout_share![tier])}
              onChange={(share) => change(withHoldout(draft, defaults, tier, share))}
              error={errorOf(`/policy/holdout_share/${tier}`)}
            />
          ))}
          <NumberField {...field('cool_down_across_days')} />
          <NumberField {...field('maximum_attempts')} />
          <TextInput
            label={labels['/policy/time_zone']}
            description="IANA name, such as America/New_York; contact hours go by it."
            value={draft.time_zone ?? ''}
            placeholder={defaults.time_zone}
            maxLength={80}
            error={errorOf('/policy/time_zone')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            onChange={({ currentTarget }) =>
              change(withValue(draft, 'time_zone', currentTarget.value.trim() || undefined))
            }
          />
          {(Object.keys(messages) as (keyof typeof messages)[]).map((key) => (
            <TextInput
              key={key}
              label={messages[key]}
              value={draft.messages?.[key] ?? ''}
              placeholder={defaults.messages?.[key]}
              maxLength={80}
              error={errorOf(`/policy/messages/${key}`)}
              onChange={({ currentTarget }) => change(withMessage(draft, key, currentTarget.value))}
            />
          ))}
        </div>
        <table className={classes.types}>
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col">Cost of a contact, {currency}</th>
              <th scope="col">Cool-down, days</th>
            </tr>
          </thead>
          <tbody>
            {interventionTypes.map((type) => (
              <tr key={type}>
                <th scope="row">{interventionWords[type]}</th>
                <td>
                  <CellNumber {...actionField(type, 'cost_minor')} minor />
                </td>
                <td>
                  <CellNumber {...actionField(type, 'cool_down_days')} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {error !== null && hasHomelessErrors(error, labels) && (
          <ProblemNotice error={error} labels={labels} />
        )}
        <Group justify="space-between" gap={8}>
          <Button variant="subtle" disabled={Object.keys(draft).length === 0} onClick={() => change({})}>
            Take the defaults
          </Button>
          <Group gap={8}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={isPending}>
              Put in force
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

/** The contract has one law for the three tiers. */
const shareBelowOne = { type: 'number', minimum: 0, maximum: 1 }

function inPercent(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`
}
