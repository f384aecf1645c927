/** A new application: checked as the contract has it, decided by the server, and opened. */
import { Autocomplete, Button, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { CreditApplication, CreditHistory, loanPurposes } from '@pratibimba/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { fieldErrors, hasHomelessErrors } from '../../parts/field-errors.ts'
import { NumberField } from '../../parts/number-field.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { freshKey } from '../../warning/parts/fresh-key.ts'
import {
  type ApplicationForm,
  applicationOf,
  exampleForm,
  fieldLabels,
  missingFields,
} from './application-form.ts'

const fields = CreditApplication.properties
/** Amounts are limited only by what nobody lends; the server tells it. */
const money = (description: string) => ({ type: 'number', minimum: 0, description })
const count = { type: 'integer', minimum: 0, maximum: 1000 }

export function ApplicationDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="New application"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <Apply onClose={onClose} />}
    </Modal>
  )
}

function Apply({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState(exampleForm)
  const [tried, setTried] = useState(false)
  // The same key with the same application answers the same decision, so that a second press makes no second one.
  const [key, setKey] = useState(() => freshKey())
  const queries = useQueryClient()
  const navigate = useNavigate()
  const score = useMutation({
    mutationFn: () =>
      client.scoreApplication({
        query: { explain: 'full', idempotency_key: key },
        body: applicationOf(form, new Date().toISOString().slice(0, 10)),
      }),
    onSuccess: async ({ decision_id }) => {
      onClose()
      await navigate({ to: '/decisions/$id', params: { id: decision_id } })
      return queries.invalidateQueries({ queryKey: ['credit', 'decisions'] })
    },
  })
  const missing = missingFields(form)
  const told = fieldErrors(score.error, fieldLabels)
  const errorOf = (pointer: string) => (tried ? missing[pointer] : undefined) ?? told(pointer)
  const change = (part: Partial<ApplicationForm>) => {
    setForm((before) => ({ ...before, ...part }))
    setKey(freshKey())
    if (score.isError) score.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(missing).length === 0) score.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <p className="muted">
          Filled in with an example. The decision counts: it is recorded with everything that led to it.
        </p>
        <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
          <TextInput
            label={fieldLabels['/customer_id']}
            value={form.customer_id}
            maxLength={64}
            data-autofocus
            error={errorOf('/customer_id')}
            onChange={({ currentTarget }) => change({ customer_id: currentTarget.value })}
          />
          <Autocomplete
            label={fieldLabels['/loan_purpose']}
            value={form.loan_purpose}
            data={[...loanPurposes]}
            maxLength={64}
            error={errorOf('/loan_purpose')}
            onChange={(loan_purpose) => change({ loan_purpose })}
          />
          <NumberField
            label={fieldLabels['/loan_amount']}
            schema={money('More than 0.')}
            value={form.loan_amount}
            error={errorOf('/loan_amount')}
            onChange={(loan_amount) => change({ loan_amount })}
          />
          <NumberField
            label={fieldLabels['/loan_term_months']}
            schema={fields.loan_term_months}
            value={form.loan_term_months}
            error={errorOf('/loan_term_months')}
            onChange={(loan_term_months) => change({ loan_term_months })}
          />
          <NumberField
            label={fieldLabels['/annual_income']}
            schema={money('Before tax.')}
            value={form.annual_income}
            error={errorOf('/annual_income')}
            onChange={(annual_income) => change({ annual_income })}
          />
          <NumberField
            label={fieldLabels['/existing_debt']}
            schema={money('Owed to all lenders together.')}
            value={form.existing_debt}
            error={errorOf('/existing_debt')}
            onChange={(existing_debt) => change({ existing_debt })}
          />
          <NumberField
            label={fieldLabels['/employment_years']}
            schema={fields.employment_years}
            value={form.employment_years}
            error={errorOf('/employment_years')}
            onChange={(employment_years) => change({ employment_years })}
          />
          <TextInput
            type="date"
            label={fieldLabels['/date_of_birth']}
            description="May be left out."
            value={form.date_of_birth}
            error={errorOf('/date_of_birth')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            onChange={({ currentTarget }) => change({ date_of_birth: currentTarget.value })}
          />
          <NumberField
            label={fieldLabels['/credit_history/score']}
            schema={CreditHistory.properties.score}
            value={form.bureau_score}
            error={errorOf('/credit_history/score')}
            onChange={(bureau_score) => change({ bureau_score })}
          />
          <NumberField
            label={fieldLabels['/credit_history/inquiries']}
            schema={count}
            description="Of other lenders; empty where the bureau tells none."
            value={form.inquiries}
            error={errorOf('/credit_history/inquiries')}
            onChange={(inquiries) => change({ inquiries })}
          />
        </SimpleGrid>
        <SimpleGrid cols={3}>
          {(['active', 'closed', 'defaulted'] as const).map((kind) => (
            <NumberField
              key={kind}
              label={accountLabels[kind]}
              schema={{ ...count, maximum: 300 }}
              value={form[kind]}
              error={kind === 'active' ? errorOf('/credit_history/accounts') : undefined}
              onChange={(value) => change({ [kind]: value })}
            />
          ))}
        </SimpleGrid>
        {score.error !== null && hasHomelessErrors(score.error, fieldLabels) && (
          <ProblemNotice error={score.error} labels={fieldLabels} />
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={score.isPending}>
            Decide
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const accountLabels = {
  active: 'Active accounts',
  closed: 'Closed accounts',
  defaulted: 'In default',
} as const
