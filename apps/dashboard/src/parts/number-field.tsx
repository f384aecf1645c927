/** A number with the limits of the contract; a share is shown in percent. */
import { NumberInput } from '@mantine/core'
import { formatNumber } from '@pratibimba/reports/charts'
import { type Limits, limitsOf, outsideOf } from './limits.ts'

interface NumberFieldProps {
  readonly label: string
  /** The field in the contract. */
  readonly schema: object
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly error?: string
  readonly percent?: boolean
  readonly step?: number
  /** What the field is for, in place of the contract's words; the range follows by itself. */
  readonly description?: string
  readonly placeholder?: string
  readonly disabled?: boolean
}

export function NumberField({
  label,
  schema,
  value,
  onChange,
  error,
  percent = false,
  step,
  description,
  placeholder,
  disabled,
}: NumberFieldProps) {
  const limits = limitsOf(schema)
  const scale = percent ? 100 : 1
  const write = (one: number) => (percent ? `${Number((one * 100).toFixed(4))}%` : formatNumber(one))
  const preset = limits.default === undefined ? undefined : write(limits.default)
  return (
    <NumberInput
      label={label}
      description={descriptionOf(description ?? limits.description, limits, percent, write)}
      placeholder={placeholder ?? preset}
      value={value === undefined ? '' : Number((value * scale).toFixed(8))}
      onChange={(next) =>
        onChange(next === '' || typeof next === 'string' ? undefined : Number((next / scale).toFixed(10)))
      }
      suffix={percent ? '%' : undefined}
      thousandSeparator={limits.integer && (limits.maximum ?? 0) < 1e12 ? ',' : undefined}
      allowDecimal={!limits.integer}
      decimalScale={percent ? 4 : undefined}
      step={step}
      clampBehavior="none"
      disabled={disabled}
      error={
        errorOf(error, percent, write) ?? (value === undefined ? undefined : outsideOf(limits, value, write))
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  )
}

/** The range, then the text; a range that any share has goes without saying. */
function descriptionOf(
  text: string | undefined,
  { minimum, maximum }: Limits,
  percent: boolean,
  write: (value: number) => string,
): string | undefined {
  if (minimum === undefined || maximum === undefined || maximum > 1e12) return text
  if (percent && minimum === 0 && maximum === 1) return text
  const range = `${write(minimum)} to ${write(maximum)}.`
  return text ? `${range} ${text}` : range
}

/** The server writes shares as ratios; here they are percent, as they were typed. */
function errorOf(error: string | undefined, percent: boolean, write: (value: number) => string) {
  return percent ? error?.replace(/\d+(\.\d+)?/g, (ratio) => write(Number(ratio))) : error
}
