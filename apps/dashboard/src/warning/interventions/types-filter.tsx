/** Several types of intervention at once. */
import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { type InterventionType, interventionTypes } from '@pratibimba/contract'
import { IconChevronDown } from '@tabler/icons-react'
import { interventionWords } from '../parts/words.ts'

interface TypesFilterProps {
  /** Separated by commas; every type when absent. */
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

export function TypesFilter({ value, onChange }: TypesFilterProps) {
  const chosen = value?.split(',') ?? []
  const tell = (types: readonly string[]) => {
    const ordered = interventionTypes.filter((type) => types.includes(type))
    onChange(
      ordered.length === 0 || ordered.length === interventionTypes.length ? undefined : ordered.join(','),
    )
  }
  return (
    <Popover position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {chosen.length === 0
            ? 'Every type'
            : chosen.length === 1
              ? interventionWords[chosen[0] as InterventionType]
              : `${chosen.length} types`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Types of intervention">
        <Checkbox.Group value={chosen} onChange={tell}>
          <Stack gap={8}>
            {interventionTypes.map((type) => (
              <Checkbox key={type} size="xs" value={type} label={interventionWords[type]} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
