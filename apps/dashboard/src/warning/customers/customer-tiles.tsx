/** Eight figures of a customer. */
import { type CustomerDetail, segmentTitle } from '@pratibimba/contract'
import { formatCompactMoney, formatMoney, formatShare, formatSigned } from '@pratibimba/reports/charts'
import type { LinkProps } from '@tanstack/react-router'
import { FigureTile, FigureTiles } from '../../parts/figure-tile.tsx'
import { useCurrency } from '../parts/currency.ts'

export function CustomerTiles({ customer: { row, profile } }: { customer: CustomerDetail }) {
  const currency = useCurrency()
  const money = (minor: number) => formatCompactMoney(minor, currency)
  const tab = (name: 'behaviour' | 'history') =>
    ({
      to: '/customers/$customerId',
      params: { customerId: row.customer_id },
      search: { tab: name },
    }) as Pick<LinkProps, 'to' | 'params' | 'search'>
  const { change_30d, expected_days_to_failure: days } = row
  const { credit_utilization: used, credit_limit_minor: limit, account_age_months: age } = profile
  const income = profile.observed_income_minor ?? profile.declared_income_minor
  return (
    <FigureTiles columns={4}>
      <FigureTile
        label="Risk score"
        figure={formatShare(row.risk_score)}
        note={
          change_30d === null
            ? 'no score of 30 days before'
            : `${formatSigned(change_30d * 100, 1)} points in 30 days${days === null ? '' : `; a miss in ${days.toFixed(0)} days, if one comes`}`
        }
        to={tab('history')}
      />
      <FigureTile
        label="Financial exposure"
        figure={money(row.exposure_minor)}
        note={profile.accounts === 1 ? 'on 1 account' : `on ${profile.accounts} accounts`}
        to={tab('behaviour')}
      />
      <FigureTile
        label="Expected loss"
        figure={money(row.expected_loss_minor)}
        note={`at a loss of ${formatShare(profile.loss_given_default, 0)} given a default, assumed`}
      />
      <FigureTile
        label="Credit utilization"
        figure={used === null ? '–' : formatShare(used, 0)}
        note={limit === null ? 'no credit limit is known' : `of a limit of ${formatMoney(limit, currency)}`}
        to={tab('behaviour')}
      />
      <FigureTile
        label="Income, month"
        figure={income === null ? '–' : money(income)}
        note={incomeNote(profile, money)}
        to={tab('behaviour')}
      />
      <FigureTile
        label="Account age"
        figure={age === null ? '–' : `${Math.floor(age / 12)} y ${age % 12} m`}
        note={age === null ? 'the opening date is not known' : 'since the first account'}
      />
      <FigureTile
        label="Income bracket"
        figure={row.income_bracket === null ? '–' : segmentTitle(row.income_bracket)}
        note={row.income_bracket === null ? 'no income was declared' : 'by declared income'}
        to={
          row.income_bracket === null
            ? undefined
            : { to: '/customers', search: { income_bracket: row.income_bracket } }
        }
      />
      <FigureTile
        label="Employment"
        figure={row.employment_type === null ? '–' : segmentTitle(row.employment_type)}
        note={personNote(profile)}
        to={
          row.employment_type === null
            ? undefined
            : { to: '/customers', search: { employment_type: row.employment_type } }
        }
      />
    </FigureTiles>
  )
}

function incomeNote(
  { observed_income_minor, declared_income_minor }: CustomerDetail['profile'],
  money: (minor: number) => string,
): string {
  if (observed_income_minor === null)
    return declared_income_minor === null ? 'none was seen or declared' : 'as declared'
  return declared_income_minor === null
    ? 'seen in the last 30 days'
    : `seen in 30 days; ${money(declared_income_minor)} declared`
}

function personNote({ age, household_size }: CustomerDetail['profile']): string {
  const parts = [
    ...(age === null ? [] : [`aged ${age}`]),
    ...(household_size === null ? [] : [`household of ${household_size}`]),
  ]
  return parts.length === 0 ? 'age and household are not known' : parts.join(', ')
}
