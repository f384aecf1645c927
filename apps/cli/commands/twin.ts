/** `pratibimba twin`: a table in, its synthetic twin out. */
import { dirname, join } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import {
  applyCorrections,
  compareTwin,
  enforceKAnonymity,
  fitTwin,
  type KAnonymityReport,
  sampleRows,
  type TwinComparison,
  type TwinModel,
} from '@pratibimba/risk/twins'
import { formatOf } from '../command-line/call-parts.ts'
import { CommandFailure, UsageError } from '../command-line/failures.ts'
import type { Answer, Call, Handler } from '../command-line/handler.ts'
import { openFile, type WrittenOutput } from '../output/destination.ts'
import { describeFiles, number } from '../output/wording.ts'
import { twinOnServer } from './twin-on-server.ts'
import { correctionsOf, type ReadTables, readTables, seedOf, tableName, writeTwin } from './twin-parts.ts'
