/** A number in a cell of a table, whose label is its row and column. */
import { NumberInput } from '@mantine/core'
import { formatNumber } from '@pratibimba/reports/charts'

interface CellNumberProps {
  readonly label: string
  readonly value: number | undefined
  /** What is in force without it. */
  readonly usual: number
  /** An amount in minor units, shown and typed in major ones. */
  readonly minor?: boolean
  readonly error?: string
  readonly onChange: (value: number | undefined) => void
}

export function CellNumber({ label, value, usual, minor = false, error, onChange }: CellNumberProps) {
  const scale = minor ? 100 : 1
  return (
    <NumberInput
      aria-label={label}
      value={value === undefined ? '' : value / scale}
      placeholder={formatNumber(usual / scale)}
      min={0}
      allowNegative={false}
      allowDecimal={minor}
      decimalScale={2}
      thousandSeparator=","
      hideControls
      error={error}
      onChange={(next) => onChange(typeof next === 'string' ? undefined : Math.round(next * scale))}
    />
  )
}
