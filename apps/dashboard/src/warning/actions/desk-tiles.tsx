/** The desk at a glance: who waits by tier, what the clocks say, what is nobody's. */
import { heldOutDays, type Operations, type ReplyOf, type SlaState } from '@pratibimba/contract'
import { formatCompactMoney, formatCount } from '@pratibimba/reports/charts'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { useCurrency } from '../parts/currency.ts'
import { tierWords } from '../parts/words.ts'
import type { ActionsFilter } from './actions-search.ts'

type Desk = ReplyOf<Operations['actionCenter']>

interface DeskTilesProps {
  readonly desk: Desk
  readonly filter: ActionsFilter
  /** Customers of the control group who are observed; undefined until known. */
  readonly heldOut: number | undefined
}

export function DeskTiles({ desk, filter, heldOut }: DeskTilesProps) {
  const currency = useCurrency()
  const money = (minor: number) => formatCompactMoney(minor, currency)
  const to = (search: ActionsFilter) => ({ to: '/actions' as const, search })
  const clock = (label: string, state: SlaState, note: string) => (
    <FigureTile
      label={label}
      figure={formatCount(desk.sla.find((one) => one.state === state)?.cases ?? 0)}
      note={note}
      to={to({ sla: state })}
      active={filter.sla === state}
    />
  )
  return (
    <FigureTiles>
      {desk.tiers.map(({ tier, customers, exposure_minor, expected_loss_minor }) => (
        <FigureTile
          key={tier}
          label={`Tier ${tier} · ${tierWords[tier].toLowerCase()}`}
          figure={formatCount(customers)}
          note={`${money(exposure_minor)} exposed, ${money(expected_loss_minor)} expected loss`}
          to={to({ tier: String(tier) })}
          active={filter.tier === String(tier)}
        />
      ))}
      {clock('Overdue', 'overdue', 'open cases past their first contact')}
      {clock('Approaching', 'approaching', 'open cases near the end of the clock')}
      {clock('Within SLA', 'within', `of ${formatCount(desk.open_cases)} open cases`)}
      <FigureTile
        label="Open cases"
        figure={formatCount(desk.open_cases)}
        note="proposed and not yet ended"
        to={to({ case: 'open' })}
        active={filter.case === 'open' && filter.assigned_to === undefined}
      />
      <FigureTile
        label="Unassigned"
        figure={formatCount(desk.unassigned)}
        note="open cases of nobody"
        to={to({ assigned_to: 'nobody', case: 'open' })}
        active={filter.assigned_to === 'nobody' && filter.case === 'open'}
      />
      <FigureTile
        label="In cool-down"
        figure={formatCount(desk.in_cool_down)}
        note="customers to be left alone"
        to={to({ case: 'cool_down' })}
        active={filter.case === 'cool_down'}
      />
      <FigureTile
        label="Held out"
        figure={heldOut === undefined ? '–' : formatCount(heldOut)}
        note="observed for comparison, not contacted"
        to={{ to: '/interventions', search: { state: 'held_out', days: heldOutDays }, hash: 'cases' }}
      />
    </FigureTiles>
  )
}
