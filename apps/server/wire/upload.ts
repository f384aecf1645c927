/** Uploads and their schemas on the wire. */
import type {
  DetectedSchema,
  SchemaCorrections as WireCorrections,
  Relationship as WireRelationship,
  Upload as WireUpload,
} from '@pratibimba/contract'
import type { UploadRecord } from '@pratibimba/risk/ports'
import type { Relationship, SchemaCorrections, SchemaDescription } from '@pratibimba/risk/twins'
import type { UploadedTable } from '../uploads/describe-upload.ts'
import { presentSchema } from '../uploads/recorded-upload.ts'

export function uploadToWire(record: UploadRecord): WireUpload {
  return {
    file_id: record.id,
    status: record.status,
    filename: record.filename,
    rows: record.rows,
    bytes: record.bytes,
    sha256: record.sha256,
    schema: schemaToWire(presentSchema(record), record.tables as unknown as readonly UploadedTable[]),
    created_at: record.createdAt.toISOString(),
    removed_at: record.removedAt?.toISOString() ?? null,
  }
}

export function schemaToWire(schema: SchemaDescription, tables: readonly UploadedTable[]): DetectedSchema {
  return {
    tables: schema.tables.map(({ name, rows, primaryKey, columns }) => {
      const file = tables.find((table) => table.name === name)
      return {
        name,
        filename: file?.filename ?? name,
        rows,
        rejected_rows: file?.rejectedRows ?? 0,
        rejected: (file?.rejected ?? []).map((row) => ({ ...row })),
        primary_key: primaryKey,
        columns: columns.map((column) => ({
          name: column.name,
          type: column.type,
          ...(column.personalKind && { personal_kind: column.personalKind }),
          confidence: column.confidence,
          reason: column.reason,
          missing_share: column.missingShare,
          distinct: column.distinct,
          quasi_identifier: column.quasiIdentifier,
          ...(column.order && { order: [...column.order] }),
        })),
      }
    }),
    relationships: schema.relationships.map(relationshipToWire),
    warnings: [...schema.warnings],
  }
}

function relationshipToWire(relationship: Relationship): WireRelationship {
  return {
    child_table: relationship.childTable,
    child_column: relationship.childColumn,
    parent_table: relationship.parentTable,
    parent_column: relationship.parentColumn,
  }
}

export function relationshipFromWire(relationship: WireRelationship): Relationship {
  return {
    childTable: relationship.child_table,
    childColumn: relationship.child_column,
    parentTable: relationship.parent_table,
    parentColumn: relationship.parent_column,
  }
}

export function correctionsFromWire({
  columns,
  primary_keys,
  relationships,
}: WireCorrections): SchemaCorrections {
  return {
    ...(columns && {
      columns: columns.map(({ table, name, type, personal_kind, quasi_identifier, order }) => ({
        ...(table !== undefined && { table }),
        name,
        ...(type !== undefined && { type }),
        ...(personal_kind !== undefined && { personalKind: personal_kind }),
        ...(quasi_identifier !== undefined && { quasiIdentifier: quasi_identifier }),
        ...(order !== undefined && { order }),
      })),
    }),
    ...(primary_keys && { primaryKeys: primary_keys }),
    ...(relationships && { relationships: relationships.map(relationshipFromWire) }),
  }
}
