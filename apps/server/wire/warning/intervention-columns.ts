/** Columns of exported cases. */
import type { Intervention } from '@pratibimba/contract'
import { column, type TableColumn } from '../../routes/send-table.ts'

export const interventionColumns: readonly TableColumn<Intervention>[] = [
  column('intervention_id', (row) => row.id),
  column('customer_id', (row) => row.customer_id),
  column('type', (row) => row.type),
  column('state', (row) => row.state),
  column('tier', (row) => row.tier),
  column('risk_score', (row) => row.risk_score),
  column('risk_level', (row) => row.risk_level),
  column('exposure', (row) => row.exposure_minor / 100),
  column('assigned_to', (row) => row.assigned_to),
  column('channel', (row) => row.channel),
  column('contact_at', (row) => row.contact_at),
  column('outcome', (row) => row.outcome),
  column('payment_missed', (row) => row.payment_missed),
  column('sla_state', (row) => row.sla_state),
  column('due_at', (row) => row.due_at),
  column('cost', (row) => row.cost_minor / 100),
  column('created_at', (row) => row.created_at),
  column('created_by', (row) => row.created_by),
  column('updated_at', (row) => row.updated_at),
]
