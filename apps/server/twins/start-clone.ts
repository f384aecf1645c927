/** POST /clone-portfolio: checks what can be checked at once, then a job. */
import { randomUUID } from 'node:crypto'
import { type ClonePortfolioRequest, ProblemError } from '@pratibimba/contract'
import { type Relationship, type SchemaDescription, twinEngines } from '@pratibimba/risk/twins'
import type { Context } from '../context.ts'
import { cloneKind } from '../jobs/kinds.ts'
import { freshSeed, portfolioId, underNewId } from '../portfolios/identifiers.ts'
import { tableName } from '../uploads/file-names.ts'
import { correct, openReadyUpload, presentSchema } from '../uploads/recorded-upload.ts'
import { relationshipFromWire } from '../wire/upload.ts'
import type { Anonymity } from './draw-tables.ts'

/** What the job needs to know; the schema is the one confirmed at the time of the request. */
export interface ClonePayload {
  readonly uploadId: string
  readonly schema: SchemaDescription
  readonly rows: number
  readonly engine: string
  readonly seed: number
  readonly anonymity: Anonymity
  readonly actor: string
}

const engines = ['auto', ...twinEngines.map(({ id }) => id)]

/** @throws ProblemError `not_found`, `conflict`, `out_of_range`, `unusable_data` */
export async function startClone(
  context: Context,
  request: ClonePortfolioRequest,
  actor: string,
  drawId = () => portfolioId('TWIN', context.clock()),
): Promise<{ id: string; jobId: string; name: string }> {
  const upload = await openReadyUpload(context, request.file_id)
  const schema = confirmedSchema(presentSchema(upload), request)
  const payload: ClonePayload = {
    uploadId: upload.id,
    schema,
    rows: request.num_samples ?? 1000,
    engine: engineOf(request.engine ?? 'auto'),
    seed: request.seed ?? freshSeed(),
    anonymity: anonymityOf(schema, request),
    actor,
  }
  const name = tableName(upload.filename)
  const jobId = randomUUID()
  const { id } = await underNewId(drawId, (id) =>
    context.record(async ({ uploads, portfolios, enqueue }) => {
      await openReadyUpload({ uploads }, upload.id) // it may have been removed meanwhile
      const record = await portfolios.create({
        id,
        name,
        source: 'CLONE',
        numBorrowers: payload.rows,
        seed: payload.seed,
        request: { ...request },
        uploadId: upload.id,
        jobId,
      })
      await enqueue(cloneKind, id, payload, jobId)
      const metadata = {
        file_id: upload.id,
        rows: payload.rows,
        engine: payload.engine,
        seed: payload.seed,
        k: payload.anonymity.k,
        job_id: jobId,
      }
      const fact = { operation: 'CLONE_INITIATED', actor, subjectId: id, dataHash: upload.sha256, metadata }
      return { fact, result: record }
    }),
  )
  return { id, jobId, name }
}

function engineOf(engine: string): string {
  if (engines.includes(engine)) return engine
  const detail = `engine must be one of ${engines.join(', ')}; got "${engine.slice(0, 40)}".`
  throw new ProblemError('out_of_range', detail, [{ pointer: '/engine', detail }])
}

function confirmedSchema(schema: SchemaDescription, request: ClonePortfolioRequest): SchemaDescription {
  const { primary_key: column, relationships } = request
  if (column === undefined && relationships === undefined) return schema
  const links: Relationship[] | undefined = relationships?.map(relationshipFromWire)
  return correct(schema, {
    ...(column !== undefined && { primaryKeys: [{ table: schema.tables[0].name, column }] }),
    ...(links && { relationships: links }),
  })
}

/** Those of the request replace those of the schema; a name means every table that has it. */
function anonymityOf(schema: SchemaDescription, request: ClonePortfolioRequest): Anonymity {
  const { k_anonymity: k = 5, num_samples: rows = 1000, quasi_identifiers: wanted } = request
  const unknown = wanted?.find(
    (name) => !schema.tables.some(({ columns }) => columns.some((column) => column.name === name)),
  )
  if (unknown !== undefined) {
    const known = schema.tables.flatMap(({ columns }) => columns.map(({ name }) => name))
    const detail = `The data have no column "${unknown.slice(0, 60)}"; they have ${known.join(', ')}.`
    throw new ProblemError('out_of_range', detail, [{ pointer: '/quasi_identifiers', detail }])
  }
  const quasiIdentifiers = Object.fromEntries(
    schema.tables.map(({ name: table, columns }) => [
      table,
      columns
        .filter(({ name, quasiIdentifier }) =>
          wanted === undefined ? quasiIdentifier : wanted.includes(name),
        )
        .map(({ name }) => name),
    ]),
  )
  if (k > rows && Object.values(quasiIdentifiers).some((names) => names.length > 0)) {
    const detail = `k_anonymity must be at most num_samples (${rows}); got ${k}.`
    throw new ProblemError('out_of_range', detail, [{ pointer: '/k_anonymity', detail }])
  }
  return { k, quasiIdentifiers }
}
