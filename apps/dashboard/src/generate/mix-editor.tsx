/** Shares that must sum to one: a slider and a number for each, and a bar of the whole. */
import { Button, NumberInput, Slider } from '@mantine/core'
import { formatShare } from '@pratibimba/reports/charts'
import type { ReactNode } from 'react'
import classes from './mix-editor.module.css'
import { evenMix, rounded, scaledToOne, sumOf } from './shares.ts'

interface MixEditorProps<Name extends string> {
  readonly label: string
  readonly names: readonly Name[]
  readonly value: Readonly<Record<Name, number>>
  readonly onChange: (value: Record<Name, number>) => void
  readonly face: (name: Name, ordinal: number) => ReactNode
  /** Colour of each part in the bar of the whole. */
  readonly colorOf: (ordinal: number) => string
  readonly error?: string
}

export function MixEditor<Name extends string>({
  label,
  names,
  value,
  onChange,
  face,
  colorOf,
  error,
}: MixEditorProps<Name>) {
  const sum = sumOf(value)
  const change = (name: Name, share: number) => onChange({ ...value, [name]: rounded(share) })
  return (
    <fieldset className={classes.editor}>
      <legend>{label}</legend>
      <div className={classes.bar} aria-hidden="true">
        {names.map((name, ordinal) => (
          <span
            key={name}
            style={{ width: `${(value[name] / Math.max(1, sum)) * 100}%`, background: colorOf(ordinal) }}
          />
        ))}
      </div>
      {names.map((name, ordinal) => (
        <div key={name} className={classes.row}>
          <span className={classes.face}>{face(name, ordinal)}</span>
          <Slider
            className={classes.slider}
            value={value[name] * 100}
            onChange={(percent) => change(name, percent / 100)}
            min={0}
            max={100}
            step={1}
            label={null}
            size="sm"
            thumbLabel={`${label}: ${name}`}
          />
          <NumberInput
            className={classes.number}
            aria-label={`${label}: ${name}, percent`}
            value={Number((value[name] * 100).toFixed(2))}
            onChange={(percent) => change(name, (Number(percent) || 0) / 100)}
            min={0}
            max={100}
            suffix="%"
            decimalScale={2}
            hideControls
          />
        </div>
      ))}
      <div className={classes.foot}>
        <span role="status" data-off={sum !== 1 || undefined}>
          {sum === 1
            ? 'Sums to 100%'
            : `Sums to ${formatShare(sum, 2)}, ${sum < 1 ? `${formatShare(1 - sum, 2)} missing` : `${formatShare(sum - 1, 2)} too much`}`}
        </span>
        <Button
          variant="default"
          size="compact-xs"
          disabled={sum === 1 || sum === 0}
          onClick={() => onChange(scaledToOne(value, names))}
        >
          Scale to 100%
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => onChange(evenMix(names))}>
          Even
        </Button>
      </div>
      {error && <p className={classes.error}>{error}</p>}
    </fieldset>
  )
}
