/** The figures of a look, in a thread: decisions go on meanwhile. */
import {
  type CreditMonitoring,
  type MonitoredDecisions,
  type MonitoringReference,
  monitorCredit,
} from '@pratibimba/risk/governance/monitoring'

export interface CreditMonitoringToDo {
  readonly decisions: MonitoredDecisions
  readonly reference: MonitoringReference
}

export function monitorCreditDecisions({ decisions, reference }: CreditMonitoringToDo): CreditMonitoring {
  return monitorCredit(decisions, reference)
}
