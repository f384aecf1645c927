/** What narrows the queue. */
import { interventionTypes, type PriorityTier } from '@pratibimba/contract'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { ClockFilter, OfficerFilter, withPresent } from '../parts/case-filters.tsx'
import { levelWords } from '../parts/risk-level.tsx'
import { interventionWords, tierWords } from '../parts/words.ts'
import type { ActionsFilter } from './actions-search.ts'

interface QueueFiltersProps {
  readonly filter: ActionsFilter
  readonly onChange: (change: Partial<ActionsFilter>) => void
}

export function QueueFilters({ filter, onChange }: QueueFiltersProps) {
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
        everything="Any action"
        value={filter.recommended}
        choices={interventionTypes.map((value) => ({ value, label: interventionWords[value] }))}
        onChange={(recommended) => onChange({ recommended })}
      />
      <OfficerFilter value={filter.assigned_to} onChange={(assigned_to) => onChange({ assigned_to })} />
      <ChoiceFilter
        label="Case"
        everything="Any case"
        value={filter.case}
        choices={[
          { value: 'none', label: 'No open case' },
          { value: 'open', label: 'Open case' },
          { value: 'cool_down', label: 'Cooling down' },
        ]}
        onChange={(value) => onChange({ case: value })}
      />
      <ClockFilter value={filter.sla} onChange={(sla) => onChange({ sla })} />
    </FilterBar>
  )
}
