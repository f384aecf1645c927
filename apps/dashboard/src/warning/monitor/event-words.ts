/** Kinds of events as pages write them. */
import type { LiveEvent, LiveEventKind } from '@pratibimba/contract'
import {
  IconActivity,
  IconBell,
  IconBrain,
  IconDatabaseImport,
  IconGauge,
  IconHeartHandshake,
  IconStack2,
} from '@tabler/icons-react'

export const kindFaces = {
  score: { word: 'Score', Icon: IconGauge },
  batch: { word: 'Batch', Icon: IconStack2 },
  alert: { word: 'Alert', Icon: IconBell },
  intervention: { word: 'Intervention', Icon: IconHeartHandshake },
  ingestion: { word: 'Ingestion', Icon: IconDatabaseImport },
  model: { word: 'Model', Icon: IconBrain },
  job: { word: 'Job', Icon: IconActivity },
} as const satisfies Record<LiveEventKind, { word: string; Icon: typeof IconBell }>

export const severityWords = {
  info: 'For information',
  watch: 'Watch',
  act: 'Act',
} as const satisfies Record<LiveEvent['severity'], string>
