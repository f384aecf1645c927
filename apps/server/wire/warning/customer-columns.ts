/** Columns of the exported worklist. */
import type { CustomerRow } from '@pratibimba/contract'
import { column, type TableColumn } from '../../routes/send-table.ts'

const money = (minor: number): number => minor / 100

export const customerColumns: readonly TableColumn<CustomerRow>[] = [
  column('customer_id', (row) => row.customer_id),
  column('as_of_date', (row) => row.as_of_date),
  column('risk_score', (row) => row.risk_score),
  column('risk_level', (row) => row.risk_level),
  column('change_30d', (row) => row.change_30d),
  column('tier', (row) => row.tier),
  column('expected_days_to_failure', (row) => row.expected_days_to_failure),
  column('exposure', (row) => money(row.exposure_minor)),
  column('expected_loss', (row) => money(row.expected_loss_minor)),
  column('top_driver', (row) => row.top_driver?.text ?? null),
  column('recommended_action', (row) => row.recommended_action?.type ?? null),
  column('region', (row) => row.region),
  column('employment_type', (row) => row.employment_type),
  column('income_bracket', (row) => row.income_bracket),
  column('age_band', (row) => row.age_band),
  column('home_ownership', (row) => row.home_ownership),
  column('assigned_to', (row) => row.assigned_to),
  column('case_state', (row) => row.open_case?.state ?? null),
  column('sla_state', (row) => row.open_case?.sla_state ?? null),
  column('model_version', (row) => row.model_version),
  column('scored_at', (row) => row.scored_at),
]
