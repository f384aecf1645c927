/** Filters of cases that more than one page has. */
import { slaStates } from '@pratibimba/contract'
import { useQuery } from '@tanstack/react-query'
import { interventionTypesQuery } from '../../api/warning-queries.ts'
import { ChoiceFilter } from '../../parts/filter-bar.tsx'
import { slaWords } from './words.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

interface CaseFilterProps {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

export function OfficerFilter({ value, onChange }: CaseFilterProps) {
  const officers = useQuery(interventionTypesQuery).data?.officers ?? []
  const choices = [
    { value: 'nobody', label: 'Nobody' },
    ...officers.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return (
    <ChoiceFilter
      label="Officer"
      everything="Every officer"
      value={value}
      choices={withPresent(choices, value)}
      onChange={onChange}
    />
  )
}

export function ClockFilter({ value, onChange }: CaseFilterProps) {
  const choices = slaStates.map((state) => ({ value: state, label: slaWords[state] }))
  return (
    <ChoiceFilter
      label="Clock"
      everything="Every clock"
      value={value}
      choices={withPresent(choices, value)}
      onChange={onChange}
    />
  )
}

/** What came by a link is a choice too: several states for instance, or an officer before the officers are known. */
export function withPresent(choices: readonly Choice[], value: string | undefined): readonly Choice[] {
  if (value === undefined || choices.some((choice) => choice.value === value)) return choices
  const words = value.split(',').map((one) => choices.find((choice) => choice.value === one)?.label ?? one)
  return [...choices, { value, label: words.join(' or ') }]
}
