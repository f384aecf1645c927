/** Types of intervention with their cost, chance of success and conditions. */
import { Radio } from '@mantine/core'
import type { InterventionCatalogue, InterventionType } from '@pratibimba/contract'
import { formatCount, formatMoney, formatShare } from '@pratibimba/reports/charts'
import { useCurrency } from '../parts/currency.ts'
import classes from './actions.module.css'

interface TypeChooserProps {
  readonly types: InterventionCatalogue['types']
  readonly value: InterventionType
  /** How many of the selection each is recommended for. */
  readonly recommended: ReadonlyMap<InterventionType, number>
  readonly onChange: (type: InterventionType) => void
}

export function TypeChooser({ types, value, recommended, onChange }: TypeChooserProps) {
  const currency = useCurrency()
  return (
    <fieldset className={classes.types}>
      <legend className="visually-hidden">Action</legend>
      {types.map((one) => {
        const times = recommended.get(one.type) ?? 0
        return (
          <div key={one.type} className={classes.type} data-chosen={one.type === value || undefined}>
            <Radio
              size="xs"
              name="intervention-type"
              value={one.type}
              checked={one.type === value}
              label={`${one.title}${times > 0 ? `, recommended for ${formatCount(times)}` : ''}`}
              onChange={() => onChange(one.type)}
            />
            <p className={classes.facts}>
              {formatMoney(one.cost_minor, currency)} each · {formatShare(one.success_prior, 0)} success (
              {one.success_prior_is_assumption ? 'assumption' : 'measured'}) · cool-down {one.cool_down_days}{' '}
              days
            </p>
            {one.type === value && (
              <p className={classes.facts}>
                {one.description} For: {one.eligibility.join('; ')}.
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
