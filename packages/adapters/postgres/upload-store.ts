/** Records of uploaded data. */
import {
  type NewUpload,
  RecordConflict,
  type UploadChange,
  type UploadFilter,
  type UploadRecord,
  type UploadStore,
} from '@pratibimba/risk/ports'
import type { Kysely } from 'kysely'
import { containing } from './containing.ts'
import type { Schema, UploadRow } from './schema.ts'

/** @param executor the database's `kysely`, or a transaction to take part in */
export function openUploadStore(executor: Kysely<Schema>): UploadStore {
  return {
    async create(upload) {
      const row = await executor
        .insertInto('uploads')
        .values(newRow(upload))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returningAll()
        .executeTakeFirst()
      if (row === undefined) throw new RecordConflict(`There is an upload ${upload.id} already.`)
      return fromRow(row)
    },

    async get(id) {
      const row = await executor.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst()
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
      return { uploads: rows.map(fromRow), total }
    },

    async update(id, change) {
      const set = changedColumns(change)
      if (Object.keys(set).length === 0) return this.get(id)
      const row = await executor
        .updateTable('uploads')
        .set(set)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && fromRow(row)
    },
  }
}

const orders = {
  newest: ['created_at', 'desc'],
  oldest: ['created_at', 'asc'],
  name: ['filename', 'asc'],
  largest: ['rows', 'desc'],
} as const satisfies Record<NonNullable<UploadFilter['sort']>, unknown>

function matchingRows(executor: Kysely<Schema>, { status, search }: UploadFilter) {
  return executor
    .selectFrom('uploads')
    .$if(status !== undefined, (query) => query.where('status', '=', status!))
    .$if(search !== undefined, (query) =>
      query.where(({ or, eb }) =>
        or([eb('id', 'ilike', containing(search!)), eb('filename', 'ilike', containing(search!))]),
      ),
    )
}

function newRow(upload: NewUpload) {
  return {
    id: upload.id,
    filename: upload.filename,
    rows: upload.rows,
    bytes: upload.bytes,
    sha256: upload.sha256,
    schema: JSON.stringify(upload.schema),
    corrections: JSON.stringify(upload.corrections ?? {}),
    tables: JSON.stringify(upload.tables ?? []),
    ...(upload.createdAt && { created_at: upload.createdAt }),
  }
}

function changedColumns(change: UploadChange) {
  return {
    ...(change.schema !== undefined && { schema: JSON.stringify(change.schema) }),
    ...(change.corrections !== undefined && { corrections: JSON.stringify(change.corrections) }),
    ...(change.tables !== undefined && { tables: JSON.stringify(change.tables) }),
    ...(change.status !== undefined && { status: change.status }),
    ...(change.removedAt !== undefined && { removed_at: change.removedAt }),
  }
}

function fromRow(row: UploadRow): UploadRecord {
  return {
    id: row.id,
    filename: row.filename,
    rows: row.rows,
    bytes: row.bytes,
    sha256: row.sha256,
    schema: row.schema,
    corrections: row.corrections,
    tables: row.tables,
    status: row.status,
    createdAt: row.created_at,
    ...(row.removed_at !== null && { removedAt: row.removed_at }),
  }
}
