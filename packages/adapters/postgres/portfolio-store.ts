/** Records of portfolios. */
import {
  type NewPortfolio,
  type PortfolioChange,
  type PortfolioFilter,
  type PortfolioRecord,
  type PortfolioSort,
  type PortfolioStore,
  RecordConflict,
} from '@pratibimba/risk/ports'
import type { Kysely } from 'kysely'
import { containing } from './containing.ts'
import type { PortfolioRow, Schema } from './schema.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openPortfolioStore(executor: Kysely<Schema>): PortfolioStore {
  return {
    async create(portfolio) {
      const row = await executor
        .insertInto('portfolios')
        .values(newRow(portfolio))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returningAll()
        .executeTakeFirst()
      if (row === undefined) throw new RecordConflict(`There is a portfolio ${portfolio.id} already.`)
      return fromRow(row)
    },

    async get(id) {
      const row = await executor.selectFrom('portfolios').selectAll().where('id', '=', id).executeTakeFirst()
      return row && fromRow(row)
    },

    async list(filter) {
      const matching = matchingRows(executor, filter)
      const { total } = await matching
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const [column, direction] = orders[filter.sort ?? 'newest']
      const rows = await matching
        .selectAll()
        .orderBy(column, direction)
        .orderBy('id', direction)
        .limit(filter.limit)
        .offset(filter.offset)
        .execute()
      return { portfolios: rows.map(fromRow), total }
    },

    async update(id, change) {
      const set = changedColumns(change)
      if (Object.keys(set).length === 0) return this.get(id)
      const row = await executor
        .updateTable('portfolios')
        .set(set)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && fromRow(row)
    },

    async remove(id) {
      const { numDeletedRows } = await executor
        .deleteFrom('portfolios')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

const orders = {
  newest: ['created_at', 'desc'],
  oldest: ['created_at', 'asc'],
  name: ['name', 'asc'],
  largest: ['num_borrowers', 'desc'],
} as const satisfies Record<PortfolioSort, unknown>

function matchingRows(executor: Kysely<Schema>, { status, source, uploadId, search }: PortfolioFilter) {
  return executor
    .selectFrom('portfolios')
    .$if(status !== undefined, (query) => query.where('status', '=', status!))
    .$if(source !== undefined, (query) => query.where('source', '=', source!))
    .$if(uploadId !== undefined, (query) => query.where('upload_id', '=', uploadId!))
    .$if(search !== undefined, (query) =>
      query.where(({ or, eb }) =>
        or([eb('id', 'ilike', containing(search!)), eb('name', 'ilike', containing(search!))]),
      ),
    )
}

function newRow(portfolio: NewPortfolio) {
  return {
    id: portfolio.id,
    name: portfolio.name,
    status: portfolio.status ?? ('PENDING' as const),
    source: portfolio.source,
    num_borrowers: portfolio.numBorrowers,
    num_loans: portfolio.numLoans ?? null,
    seed: portfolio.seed,
    request: JSON.stringify(portfolio.request),
    stats: JSON.stringify(portfolio.stats ?? {}),
    summary: portfolio.summary === undefined ? null : JSON.stringify(portfolio.summary),
    files: JSON.stringify(portfolio.files ?? []),
    upload_id: portfolio.uploadId ?? null,
    job_id: portfolio.jobId ?? null,
    ...(portfolio.createdAt && { created_at: portfolio.createdAt }),
    finished_at: portfolio.finishedAt ?? null,
  }
}

function changedColumns(change: PortfolioChange) {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value))
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.status !== undefined && { status: change.status }),
    ...(change.numBorrowers !== undefined && { num_borrowers: change.numBorrowers }),
    ...(change.numLoans !== undefined && { num_loans: change.numLoans }),
    ...(change.stats !== undefined && { stats: JSON.stringify(change.stats) }),
    ...(change.summary !== undefined && { summary: json(change.summary) }),
    ...(change.files !== undefined && { files: JSON.stringify(change.files) }),
    ...(change.failure !== undefined && { failure: json(change.failure) }),
    ...(change.jobId !== undefined && { job_id: change.jobId }),
    ...(change.finishedAt !== undefined && { finished_at: change.finishedAt }),
  }
}

function fromRow(row: PortfolioRow): PortfolioRecord {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    source: row.source,
    numBorrowers: row.num_borrowers,
    ...(row.num_loans !== null && { numLoans: row.num_loans }),
    seed: row.seed,
    request: row.request,
    stats: row.stats,
    ...(row.summary !== null && { summary: row.summary }),
    files: row.files,
    ...(row.failure !== null && { failure: row.failure }),
    ...(row.upload_id !== null && { uploadId: row.upload_id }),
    ...(row.job_id !== null && { jobId: row.job_id }),
    createdAt: row.created_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  }
}
