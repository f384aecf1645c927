/** What narrows the queue. */
import { interventionTypes, type PriorityTier, slaStates } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { interventionTypesQuery } from '../../api/warning-queries.ts'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { levelWords } from '../parts/risk-level.tsx'
import { interventionWords, slaWords, tierWords } from '../parts/words.ts'
import type { ActionsFilter } from './actions-search.ts'

interface QueueFiltersProps {
  readonly filter: ActionsFilter
  readonly onChange: (change: Partial<ActionsFilter>) => void
}

export function QueueFilters({ filter, onChange }: QueueFiltersProps) {
  const officers = useQuery(interventionTypesQuery).data?.officers ?? []
  return (
    <FilterBar>
      <TextFilter
        label="Search the queue"
        placeholder="Beginning of the id"
        value={filter.search}
        onChange={(search) => onChange({ search })}
      />
      <ChoiceFilter
        label="Tier"
        everything="Every tier"
        value={filter.tier}
        choices={withPresent(
          (['1', '2', '3'] as const).map((value) => ({
            value,
            label: `${value} · ${tierWords[Number(value) as PriorityTier]}`,
          })),
          filter.tier,
        )}
        onChange={(tier) => onChange({ tier })}
      />
      <ChoiceFilter
        label="Risk level"
        everything="High and critical"
        value={filter.level}
        choices={withPresent(
          (['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const).map((value) => ({
            value,
            label: levelWords[value],
          })),
          filter.level,
        )}
        onChange={(level) => onChange({ level })}
      />
      <ChoiceFilter
        label="Recommended action"
        everything="Any recommendation"
        value={filter.recommended}
        choices={interventionTypes.map((value) => ({ value, label: interventionWords[value] }))}
        onChange={(recommended) => onChange({ recommended })}
      />
      <ChoiceFilter
        label="Officer"
        everything="Every officer"
        value={filter.assigned_to}
        choices={withPresent(
          [
            { value: 'nobody', label: 'Nobody' },
            ...officers.map(({ id, name }) => ({ value: id, label: name })),
          ],
          filter.assigned_to,
        )}
        onChange={(assigned_to) => onChange({ assigned_to })}
      />
      <ChoiceFilter
        label="Case"
        everything="With or without a case"
        value={filter.case}
        choices={[
          { value: 'none', label: 'No open case' },
          { value: 'open', label: 'Open case' },
          { value: 'cool_down', label: 'Cooling down' },
        ]}
        onChange={(value) => onChange({ case: value })}
      />
      <ChoiceFilter
        label="Clock"
        everything="Every clock"
        value={filter.sla}
        choices={withPresent(
          slaStates.map((value) => ({ value, label: slaWords[value] })),
          filter.sla,
        )}
        onChange={(sla) => onChange({ sla })}
      />
    </FilterBar>
  )
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** What came by a link is a choice too, before the others are known as well. */
function withPresent(choices: readonly Choice[], value: string | undefined): readonly Choice[] {
  if (value === undefined || choices.some((choice) => choice.value === value)) return choices
  const words = value.split(',').map((one) => choices.find((choice) => choice.value === one)?.label ?? one)
  return [...choices, { value, label: words.join(' or ') }]
}
