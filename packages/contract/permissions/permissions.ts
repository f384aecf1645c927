/** Who may do what: every operation names one permission, every role holds a list of them. */

export const permissions = [
  'portfolios:read',
  'portfolios:write',
  'data:download',
  'uploads:read',
  'uploads:write',
  'warning:read',
  'warning:score',
  'warning:write',
  'warning:train',
  'interventions:act',
  'models:read',
  'models:promote',
  'credit:read',
  'credit:decide',
  'credit:review',
  'credit:train',
  'credit:erase',
  'policies:write',
  'policies:approve',
  'experiments:write',
  'governance:read',
  'jobs:read',
  'jobs:write',
  'audit:read',
  'system:read',
] as const

export type Permission = (typeof permissions)[number]

const reading = [
  'portfolios:read',
  'warning:read',
  'models:read',
  'credit:read',
  'governance:read',
  'jobs:read',
  'system:read',
] as const satisfies readonly Permission[]

export const roles = {
  viewer: reading,
  analyst: [
    ...reading,
    'portfolios:write',
    'data:download',
    'uploads:read',
    'uploads:write',
    'warning:score',
    'warning:write',
    'warning:train',
    'credit:decide',
    'credit:train',
    'policies:write',
    'experiments:write',
    'jobs:write',
  ],
  risk_officer: [
    ...reading,
    'data:download',
    'warning:score',
    'interventions:act',
    'credit:decide',
    'credit:review',
    'policies:approve',
  ],
  model_validator: [
    ...reading,
    'data:download',
    'uploads:read',
    'warning:score',
    'models:promote',
    'audit:read',
  ],
  compliance: [...reading, 'uploads:read', 'audit:read', 'policies:approve', 'credit:erase'],
  admin: permissions,
} as const satisfies Record<string, readonly Permission[]>

export type Role = keyof typeof roles
