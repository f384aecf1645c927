/** What narrows the list of decisions; all of it stands in the address. */
import { Button, TextInput } from '@mantine/core'
import { decisionOutcomes } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { policiesQuery } from '../../api/policy-queries.ts'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { withPresent } from '../../warning/parts/case-filters.tsx'
import { codeWord, outcomeWords } from '../parts/credit-words.ts'
import { type DecisionsSearch, isFiltered, noFilter } from './decisions-search.ts'
import type { Decision } from './decisions-table.tsx'

interface DecisionFiltersProps {
  readonly search: DecisionsSearch
  /** Whose models and reasons are offered as choices. */
  readonly decisions: readonly Decision[]
  readonly onChange: (change: Partial<DecisionsSearch>) => void
}

export function DecisionFilters({ search, decisions, onChange }: DecisionFiltersProps) {
  const { decision, waiting, model, policy, reason, customer, from, to } = search
  const policies = useQuery(policiesQuery({ limit: 100 })).data?.versions ?? []
  const versions = [...new Set(policies.map(({ version }) => version))].sort((a, b) => b - a)
  return (
    <FilterBar>
      <TextFilter
        label="Decisions of a customer"
        placeholder="Customer id"
        value={customer}
        onChange={(value) => onChange({ customer: value })}
      />
      <ChoiceFilter
        label="Outcome"
        everything="Every outcome"
        value={waiting ? 'waiting' : decision}
        choices={withPresent(
          [
            ...decisionOutcomes.map((value) => ({ value: value as string, label: outcomeWords[value] })),
            { value: 'waiting', label: 'Waiting for a person' },
          ],
          waiting ? undefined : decision,
        )}
        onChange={(value) =>
          onChange(
            value === 'waiting'
              ? { decision: undefined, waiting: true }
              : { decision: value, waiting: undefined },
          )
        }
      />
      <ChoiceFilter
        label="Model version"
        everything="Every model"
        value={model}
        choices={choicesOf(
          decisions.map(({ model_version }) => model_version),
          model,
        )}
        onChange={(value) => onChange({ model: value })}
      />
      <ChoiceFilter
        label="Policy version"
        everything="Every policy"
        value={policy === undefined ? undefined : String(policy)}
        choices={withPresent(
          versions.map((version) => ({ value: String(version), label: `Policy ${version}` })),
          policy === undefined ? undefined : String(policy),
        )}
        onChange={(value) => onChange({ policy: value === undefined ? undefined : Number(value) })}
      />
      <ChoiceFilter
        label="Reason"
        everything="Every reason"
        value={reason}
        choices={reasonChoices(decisions, reason)}
        onChange={(value) => onChange({ reason: value })}
      />
      <TextInput
        type="date"
        aria-label="From"
        leftSection={<span className="small muted">From</span>}
        leftSectionWidth={48}
        title="First day, UTC"
        value={from ?? ''}
        max={to}
        onChange={({ currentTarget: { value } }) => onChange({ from: value || undefined })}
      />
      <TextInput
        type="date"
        aria-label="To"
        leftSection={<span className="small muted">To</span>}
        leftSectionWidth={32}
        title="Last day, UTC"
        value={to ?? ''}
        min={from}
        onChange={({ currentTarget: { value } }) => onChange({ to: value || undefined })}
      />
      {isFiltered(search) && (
        <Button variant="subtle" onClick={() => onChange(noFilter)}>
          Clear filters
        </Button>
      )}
    </FilterBar>
  )
}

/** The reasons that came first lately, in the words of their table. */
function reasonChoices(decisions: readonly Decision[], present: string | undefined) {
  const texts = new Map<string, string>()
  for (const { top_reason_code, top_reason } of decisions)
    if (top_reason_code !== null) texts.set(top_reason_code, top_reason ?? codeWord(top_reason_code))
  if (present !== undefined && !texts.has(present)) texts.set(present, codeWord(present))
  return [...texts]
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
}

function choicesOf(values: readonly string[], present: string | undefined) {
  const known = new Set([...values, ...(present === undefined ? [] : [present])])
  return [...known].sort().map((value) => ({ value, label: value }))
}
