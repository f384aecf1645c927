/** Shares that must sum to one: a slider and a number for each, and a bar of the whole. */
import { Button, NumberInput, Slider } from '@mantine/core'
import { formatShare } from '@pratibimba/reports/charts'
import type { ReactNode } from 'react'
import classes from './mix-editor.module.css'

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

/** Shares are held to four decimals, so that what is shown is what is sent. */
const rounded = (share: number) => Number(share.toFixed(4))

export function sumOf(mix: Readonly<Record<string, number>>): number {
  return rounded(Object.values(mix).reduce((sum, share) => sum + share, 0))
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

/** The same share for every name; the first takes what rounding leaves. */
export function evenMix<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return exactly(names, () => 1 / names.length)
}

function scaledToOne<Name extends string>(mix: Readonly<Record<Name, number>>, names: readonly Name[]) {
  const sum = sumOf(mix)
  return exactly(names, (name) => mix[name] / sum)
}

/** Shares in whole ten-thousandths that sum to one: the largest remainders are rounded up. */
function exactly<Name extends string>(names: readonly Name[], shareOf: (name: Name) => number) {
  const parts = names.map((name) => {
    const exact = shareOf(name) * 10_000
    return { name, whole: Math.floor(exact), remainder: exact - Math.floor(exact) }
  })
  const missing = 10_000 - parts.reduce((sum, { whole }) => sum + whole, 0)
  const raised = new Set(
    parts
      .toSorted((a, b) => b.remainder - a.remainder)
      .slice(0, missing)
      .map(({ name }) => name),
  )
  return Object.fromEntries(
    parts.map(({ name, whole }) => [name, (whole + (raised.has(name) ? 1 : 0)) / 10_000]),
  ) as Record<Name, number>
}
