/** Filters that are needed now and then. */
import { NativeSelect, NumberInput } from '@mantine/core'
import {
  ageBands,
  incomeBrackets,
  interventionTypes,
  type Segmentation,
  segmentTitle,
  slaStates,
} from '@pratibimba/contract'
import { formatShare } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { featuresQuery, interventionTypesQuery, segmentsQuery } from '../../api/warning-queries.ts'
import { interventionWords, slaWords } from '../parts/words.ts'
import classes from './customer-filters.module.css'
import type { CustomersFilter } from './customers-search.ts'

export const rareFilters = [
  'min_score',
  'max_score',
  'driver',
  'recommended',
  'assigned_to',
  'sla',
  'region',
  'employment_type',
  'home_ownership',
  'income_bracket',
  'age_band',
] as const satisfies readonly (keyof CustomersFilter)[]
type Rare = (typeof rareFilters)[number]

const names: Record<Rare, string> = {
  min_score: 'Score from',
  max_score: 'Score to',
  driver: 'First driver',
  recommended: 'Recommended',
  assigned_to: 'Officer',
  sla: 'Clock of the case',
  region: 'Region',
  employment_type: 'Employment',
  home_ownership: 'Home ownership',
  income_bracket: 'Income bracket',
  age_band: 'Age band',
}

/** A filter and its value as a mark shows them. */
export function inWords(name: Rare, value: string | number): string {
  return `${names[name]}: ${valueInWords(name, value)}`
}

function valueInWords(name: Rare, value: string | number): string {
  if (typeof value === 'number') return formatShare(value)
  if (name === 'recommended') return interventionWords[value as keyof typeof interventionWords]
  const parts = value.split(',')
  if (name === 'sla') return parts.map((part) => slaWords[part as keyof typeof slaWords]).join(' or ')
  if (name === 'driver' || name === 'assigned_to') return segmentTitle(value)
  return parts.map(segmentTitle).join(' or ')
}

interface MoreFiltersProps {
  readonly filter: CustomersFilter
  readonly onChange: (change: Partial<CustomersFilter>) => void
}

export function MoreFilters({ filter, onChange }: MoreFiltersProps) {
  const features = useQuery(featuresQuery).data?.features ?? []
  const officers = useQuery(interventionTypesQuery).data?.officers ?? []
  const choose = (name: Rare, choices: readonly Choice[]) => (
    <Choose
      name={name}
      value={filter[name] as string | undefined}
      choices={choices}
      onChange={(value) => onChange({ [name]: value })}
    />
  )
  const share = (name: 'min_score' | 'max_score') => (
    <NumberInput
      label={names[name]}
      suffix="%"
      min={0}
      max={100}
      decimalScale={1}
      hideControls
      clampBehavior="strict"
      value={filter[name] === undefined ? '' : Math.round(filter[name] * 1000) / 10}
      onChange={(percent) => onChange({ [name]: percent === '' ? undefined : Number(percent) / 100 })}
    />
  )
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        {share('min_score')}
        {share('max_score')}
      </div>
      {choose(
        'driver',
        features.map(({ id, title }) => ({ value: id, label: title })),
      )}
      {choose(
        'recommended',
        interventionTypes.map((value) => ({ value, label: interventionWords[value] })),
      )}
      {choose('assigned_to', [
        { value: 'nobody', label: 'Nobody' },
        ...officers.map(({ id, name }) => ({ value: id, label: name })),
      ])}
      {choose(
        'sla',
        slaStates.map((value) => ({ value, label: slaWords[value] })),
      )}
      <div className={classes.pair}>
        {choose('region', useSegments('region'))}
        {choose('employment_type', useSegments('employment_type'))}
        {choose('home_ownership', useSegments('home_ownership'))}
        {choose(
          'income_bracket',
          incomeBrackets.map((value) => ({ value, label: segmentTitle(value) })),
        )}
        {choose(
          'age_band',
          ageBands.map((value) => ({ value, label: segmentTitle(value) })),
        )}
      </div>
    </div>
  )
}

/** What a bank's own words for a property are, from its customers. */
function useSegments(by: Segmentation): Choice[] {
  const { data } = useQuery(segmentsQuery({ by }))
  if (data === undefined || data.by !== by) return []
  return data.segments
    .filter(({ segment }) => segment !== 'unknown')
    .map(({ segment }) => ({ value: segment, label: segmentTitle(segment) }))
}

interface Choice {
  readonly value: string
  readonly label: string
}

interface ChooseProps {
  readonly name: Rare
  readonly value: string | undefined
  readonly choices: readonly Choice[]
  readonly onChange: (value: string | undefined) => void
}

function Choose({ name, value, choices, onChange }: ChooseProps) {
  // What came by a link stays a choice, also before the others are known.
  const unknown = value !== undefined && !choices.some((choice) => choice.value === value)
  return (
    <NativeSelect
      label={names[name]}
      value={value ?? ''}
      data={[
        { value: '', label: 'Any' },
        ...(unknown ? [{ value, label: valueInWords(name, value) }] : []),
        ...choices,
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
    />
  )
}
