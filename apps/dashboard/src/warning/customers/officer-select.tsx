/** Whose case it is. */
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { interventionTypesQuery } from '../../api/warning-queries.ts'

interface OfficerSelectProps {
  readonly value: string
  readonly onChange: (officer: string) => void
  readonly required?: boolean
}

export function OfficerSelect({ value, onChange, required = false }: OfficerSelectProps) {
  const officers = useQuery(interventionTypesQuery).data?.officers ?? []
  const unknown = value !== '' && !officers.some(({ id }) => id === value)
  return (
    <NativeSelect
      label="Officer"
      required={required}
      value={value}
      data={[
        { value: '', label: required ? 'Choose an officer' : 'Nobody yet' },
        ...(unknown ? [{ value, label: value }] : []),
        ...officers.map(({ id, name, open_cases }) => ({
          value: id,
          label: `${name}, ${open_cases === 1 ? '1 open case' : `${open_cases} open cases`}`,
        })),
      ]}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
