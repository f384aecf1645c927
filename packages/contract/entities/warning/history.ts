/** A customer's past. */
import Type, { type Static } from 'typebox'
import { closed } from '../../schema.ts'
import { ScorePoint } from './customer.ts'
import { Intervention } from './intervention.ts'

export const CustomerHistory = closed(
  {
    customer_id: Type.String(),
    scores: Type.Array(ScorePoint, { description: 'Newest first.' }),
    interventions: Type.Array(Intervention, { description: 'Newest first.' }),
  },
  { title: 'CustomerHistory' },
)
export type CustomerHistory = Static<typeof CustomerHistory>
