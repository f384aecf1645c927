/** A case: what it is about, what can be done, what was said, and what happened. */
import type { Intervention, InterventionDetail } from '@pratibimba/contract'
import { formatMoney, formatShare } from '@pratibimba/reports/charts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { interventionQuery } from '../../../api/warning-queries.ts'
import { FactList } from '../../../parts/fact-list.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Moment } from '../../../parts/moment.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { useCurrency } from '../../parts/currency.ts'
import { RiskLevelBadge } from '../../parts/risk-level.tsx'
import { outcomeWords, stateWords, tierWords } from '../../parts/words.ts'
import { SlaMark } from '../sla-mark.tsx'
import classes from './case.module.css'
import { CaseHistory } from './case-history.tsx'
import { CaseSteps } from './case-steps.tsx'

interface CasePanelProps {
  readonly interventionId: string
  /** Whether the customer is named here, or by what surrounds it. */
  readonly named?: boolean
}

export function CasePanel({ interventionId, named = true }: CasePanelProps) {
  const { data, error, refetch } = useQuery(interventionQuery(interventionId))
  if (data === undefined)
    return error === null ? <Loading rows={8} /> : <ProblemNotice error={error} onRetry={refetch} />
  const { intervention, message, events } = data
  return (
    <div className={classes.case}>
      {intervention.state === 'held_out' && <HeldOutNotice />}
      <CaseSteps key={`${interventionId}`} detail={data} />
      <Facts intervention={intervention} named={named} />
      {message !== null && intervention.state !== 'held_out' && <Message detail={data} message={message} />}
      <section>
        <h3 className={classes.title}>History</h3>
        <CaseHistory events={events} />
      </section>
    </div>
  )
}

function HeldOutNotice() {
  return (
    <Notice kind="information" title="Held out: not to be contacted">
      <p>
        The draw put this customer into the control group. What becomes of the payment is observed all the
        same; without such customers nobody could tell whether contacting helps.
      </p>
    </Notice>
  )
}

function Message({ detail, message }: { detail: InterventionDetail; message: string }) {
  const contacted = detail.events.some(({ kind }) => kind === 'contacted')
  return (
    <figure className={classes.preview}>
      <figcaption className="small muted">
        {contacted ? 'What was written last' : 'What would be written now'}
      </figcaption>
      <blockquote>{message}</blockquote>
    </figure>
  )
}

const dash = <span className="muted">–</span>

function Facts({ intervention, named }: { intervention: Intervention; named: boolean }) {
  const currency = useCurrency()
  const { state, outcome, payment_missed, contact_at, channel } = intervention
  return (
    <FactList
      facts={[
        ...(named
          ? ([
              [
                'Customer',
                <Link
                  key="customer"
                  to="/customers/$customerId"
                  params={{ customerId: intervention.customer_id }}
                >
                  {intervention.customer_id}
                </Link>,
              ],
            ] as const)
          : []),
        ['State', stateWords[state]],
        ['Clock', <SlaMark key="sla" state={intervention.sla_state} dueAt={intervention.due_at} />],
        ['Officer', intervention.assigned_to ?? 'nobody yet'],
        [
          'Contact',
          contact_at === null ? (
            (channel ?? dash)
          ) : (
            <span key="contact">
              {channel}, planned for <Moment at={contact_at} />
            </span>
          ),
        ],
        ['Outcome', outcome === null ? dash : outcomeWords[outcome]],
        ['Payment', payment_missed === null ? 'not known yet' : payment_missed ? 'missed' : 'made'],
        ...(named ? atProposal(intervention, currency) : []),
        ['Cost so far', formatMoney(intervention.cost_minor, currency)],
        [
          'Opened',
          <span key="opened">
            by {intervention.created_by}, <Moment at={intervention.created_at} />
          </span>,
        ],
      ]}
    />
  )
}

/** What the page around the case shows as it is now. */
function atProposal({ risk_level, risk_score, tier, exposure_minor }: Intervention, currency: string) {
  return [
    [
      'At the proposal',
      <span key="level" className={classes.level}>
        <RiskLevelBadge level={risk_level} /> {formatShare(risk_score)}
      </span>,
    ],
    ['Tier', tier === null ? 'none' : `${tier} · ${tierWords[tier]}`],
    ['Exposure', formatMoney(exposure_minor, currency)],
  ] as const
}
