/** Interventions: worklist, proposals, steps, simulation, effect. */
import Type from 'typebox'
import { CustomerId } from '../../entities/warning/customer-id.ts'
import {
  ActionCenter,
  BulkStepReply,
  BulkStepRequest,
  InterventionCatalogue,
  InterventionDetail,
  InterventionId,
  InterventionList,
  InterventionSummary,
  OfficersRequest,
  ProposeReply,
  ProposeRequest,
  SimulateRequest,
  SimulationReply,
  StepRequest,
} from '../../entities/warning/intervention.ts'
import {
  InterventionPolicyRequest,
  StoredInterventionPolicy,
} from '../../entities/warning/intervention-policy.ts'
import {
  contactChannels,
  interventionStates,
  interventionTypes,
  slaStates,
} from '../../entities/warning/intervention-vocabulary.ts'
import { riskLevels } from '../../entities/warning/vocabulary.ts'
import { closed, oneOf, pageQuery, someOf } from '../../schema.ts'
import { operation } from '../operation.ts'

const tag = 'Interventions'
const idParams = closed({ intervention_id: InterventionId })

export const interventionSorts = ['newest', 'due_at', 'risk_score', 'exposure', 'tier'] as const

const interventionFilters = {
  state: Type.Optional(someOf(interventionStates)),
  type: Type.Optional(someOf(interventionTypes)),
  level: Type.Optional(someOf(riskLevels)),
  sla: Type.Optional(someOf(slaStates)),
  tier: Type.Optional(someOf(['1', '2', '3'])),
  assigned_to: Type.Optional(
    Type.String({ maxLength: 100, description: 'Officer; "nobody" for unassigned.' }),
  ),
  customer_id: Type.Optional(CustomerId),
  days: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 3660, description: 'Opened in the last so many days.' }),
  ),
}

export const interventionOperations = {
  actionCenter: operation({
    method: 'GET',
    path: '/api/warning/action-center',
    permission: 'warning:read',
    tag,
    summary: 'Tiers, clocks, aging and recommendations at a glance',
    reply: ActionCenter,
    problems: ['unavailable'],
  }),
  interventionCatalogue: operation({
    method: 'GET',
    path: '/api/warning/intervention-types',
    permission: 'warning:read',
    tag,
    summary: 'Types of intervention, officers, and the assumptions of the policy',
    reply: InterventionCatalogue,
    problems: [],
  }),
  putOfficers: operation({
    method: 'PUT',
    path: '/api/warning/officers',
    permission: 'interventions:act',
    tag,
    summary: 'Adds or replaces officers, who cases are assigned to',
    body: OfficersRequest,
    reply: closed({ accepted: Type.Integer() }),
    problems: ['malformed_request', 'out_of_range'],
  }),
  readInterventionPolicy: operation({
    method: 'GET',
    path: '/api/warning/intervention-policy',
    permission: 'warning:read',
    tag,
    summary: 'What the bank has replaced of the policy of interventions, and the defaults of the rest',
    reply: StoredInterventionPolicy,
    problems: ['unavailable'],
  }),
  putInterventionPolicy: operation({
    method: 'PUT',
    path: '/api/warning/intervention-policy',
    permission: 'interventions:act',
    tag,
    summary: 'Replace parts of the policy of interventions; what is left out is the default',
    description:
      'The whole of what is replaced, not a change of it: an empty policy restores the defaults. The desk goes by it at once, scores from the next one on.',
    body: InterventionPolicyRequest,
    reply: StoredInterventionPolicy,
    problems: ['malformed_request', 'out_of_range', 'conflict'],
  }),
  listInterventions: operation({
    method: 'GET',
    path: '/api/warning/interventions',
    permission: 'warning:read',
    tag,
    summary: 'Cases',
    query: closed({
      ...interventionFilters,
      sort: Type.Optional(oneOf(interventionSorts, { default: 'newest' })),
      ...pageQuery,
    }),
    reply: InterventionList,
    problems: ['out_of_range'],
  }),
  exportInterventions: operation({
    method: 'GET',
    path: '/api/warning/interventions/export',
    permission: 'data:download',
    tag,
    summary: 'Cases as a file',
    query: closed({
      ...interventionFilters,
      format: Type.Optional(oneOf(['csv', 'xlsx'], { default: 'csv' })),
    }),
    replyKind: 'file',
    problems: ['out_of_range', 'too_large'],
  }),
  proposeInterventions: operation({
    method: 'POST',
    path: '/api/warning/interventions',
    permission: 'interventions:act',
    tag,
    summary: 'Open a case for each of the customers',
    description:
      'A share of customers is held out at random and never contacted, so that the effect can be measured. A cool-down refuses, unless a reason to override it is given. Of several customers each is refused by itself; a request for one only is refused as a whole.',
    body: ProposeRequest,
    reply: ProposeReply,
    problems: ['malformed_request', 'not_found', 'out_of_range', 'conflict', 'unavailable'],
  }),
  simulateInterventions: operation({
    method: 'POST',
    path: '/api/warning/interventions/simulate',
    permission: 'warning:read',
    tag,
    summary: 'What an action may be expected to do, before it is done',
    body: SimulateRequest,
    reply: SimulationReply,
    problems: ['malformed_request', 'out_of_range'],
  }),
  summarizeInterventions: operation({
    method: 'GET',
    path: '/api/warning/interventions/summary',
    permission: 'warning:read',
    tag,
    summary: 'What was done and what it changed, treated against held out',
    query: closed({
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3660, default: 90 })),
      type: Type.Optional(someOf(interventionTypes)),
    }),
    reply: InterventionSummary,
    problems: ['out_of_range'],
  }),
  stepInterventions: operation({
    method: 'POST',
    path: '/api/warning/interventions/steps',
    permission: 'interventions:act',
    tag,
    summary: 'Take one step in many cases; each succeeds or fails by itself',
    body: BulkStepRequest,
    reply: BulkStepReply,
    problems: ['malformed_request', 'out_of_range', 'conflict'],
  }),
  getIntervention: operation({
    method: 'GET',
    path: '/api/warning/interventions/{intervention_id}',
    permission: 'warning:read',
    tag,
    summary: 'A case with its history',
    params: idParams,
    query: closed({
      channel: Type.Optional(
        oneOf(contactChannels, { description: 'The message as it would be written for this channel now.' }),
      ),
    }),
    reply: InterventionDetail,
    problems: ['not_found', 'out_of_range'],
  }),
  stepIntervention: operation({
    method: 'POST',
    path: '/api/warning/interventions/{intervention_id}/steps',
    permission: 'interventions:act',
    tag,
    summary: 'Take a step in a case: assign, contact, record, resolve, undo, note',
    params: idParams,
    body: StepRequest,
    reply: InterventionDetail,
    problems: ['malformed_request', 'not_found', 'conflict', 'out_of_range'],
  }),
}
