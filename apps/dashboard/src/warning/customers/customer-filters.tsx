/** What narrows the worklist: the usual filters in a line, the others behind a button, all of them as marks. */
import { ActionIcon, Button, Popover } from '@mantine/core'
import { type PriorityTier, trends } from '@pratibimba/contract'
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { capitalised } from '../../parts/words.ts'
import { levelWords } from '../parts/risk-level.tsx'
import { tierWords } from '../parts/words.ts'
import classes from './customer-filters.module.css'
import type { CustomersFilter } from './customers-search.ts'
import { inWords, MoreFilters, rareFilters } from './more-filters.tsx'

interface CustomerFiltersProps {
  readonly filter: CustomersFilter
  readonly onChange: (change: Partial<CustomersFilter>) => void
}

const levelSets = ['HIGH,CRITICAL', 'CRITICAL', 'HIGH', 'MEDIUM', 'LOW'] as const

export function CustomerFilters({ filter, onChange }: CustomerFiltersProps) {
  const set = rareFilters.filter((name) => filter[name] !== undefined)
  // A set of levels that came by a link is a choice too.
  const levels: string[] = [...levelSets]
  if (filter.level !== undefined && !levels.includes(filter.level)) levels.push(filter.level)
  return (
    <>
      <FilterBar>
        <TextFilter
          label="Search customers"
          placeholder="Beginning of the id"
          value={filter.search}
          onChange={(search) => onChange({ search })}
        />
        <ChoiceFilter
          label="Risk level"
          everything="Every level"
          value={filter.level}
          choices={levels.map((value) => ({ value, label: levelsInWords(value) }))}
          onChange={(level) => onChange({ level })}
        />
        <ChoiceFilter
          label="Tier"
          everything="Every tier"
          value={filter.tier}
          choices={(['1', '2', '3'] as const).map((value) => ({
            value,
            label: `${value} · ${tierWords[Number(value) as PriorityTier]}`,
          }))}
          onChange={(tier) => onChange({ tier })}
        />
        <ChoiceFilter
          label="Trend"
          everything="Every trend"
          value={filter.trend}
          choices={trends.map((value) => ({ value, label: capitalised(value) }))}
          onChange={(trend) => onChange({ trend })}
        />
        <ChoiceFilter
          label="Case"
          everything="With or without a case"
          value={filter.case}
          choices={[
            { value: 'open', label: 'Open case' },
            { value: 'none', label: 'No open case' },
            { value: 'cool_down', label: 'Cooling down' },
          ]}
          onChange={(value) => onChange({ case: value })}
        />
        <Popover position="bottom-end" width={340} trapFocus withinPortal shadow="none">
          <Popover.Target>
            <Button variant="default" leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}>
              {set.length === 0 ? 'More filters' : `More filters (${set.length})`}
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label="More filters">
            <MoreFilters filter={filter} onChange={onChange} />
          </Popover.Dropdown>
        </Popover>
      </FilterBar>
      {set.length > 0 && (
        <ul className={classes.marks} aria-label="Filters that hold">
          {set.map((name) => (
            <li key={name} className={classes.mark}>
              {inWords(name, filter[name]!)}
              <ActionIcon
                variant="subtle"
                color="gray"
                size={20}
                aria-label={`Remove ${inWords(name, filter[name]!)}`}
                onClick={() => onChange({ [name]: undefined })}
              >
                <IconX size={12} aria-hidden />
              </ActionIcon>
            </li>
          ))}
          <li>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              onClick={() => onChange(Object.fromEntries(rareFilters.map((name) => [name, undefined])))}
            >
              Clear these
            </Button>
          </li>
        </ul>
      )}
    </>
  )
}

function levelsInWords(levels: string): string {
  const words = levels.split(',').map((level) => levelWords[level as keyof typeof levelWords])
  return capitalised(words.join(' and ').toLowerCase())
}
