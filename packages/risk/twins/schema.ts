/** What an uploaded table is taken to be: types, keys, personal data, and how its tables hang together. */
import type { ColumnType, PersonalKind } from '@pratibimba/contract'

export type { ColumnType, PersonalKind }

export interface ColumnDescription {
  readonly name: string
  readonly type: ColumnType
  readonly personalKind?: PersonalKind
  /** 0–1; 1 once a person confirmed it. */
  readonly confidence: number
  /** What spoke for this type, for a person. */
  readonly reason: string
  /** 0–1. */
  readonly missingShare: number
  readonly distinct: number
  readonly quasiIdentifier: boolean
  /** Levels of an ordered category, lowest first. */
  readonly order?: readonly string[]
}

export interface TableDescription {
  readonly name: string
  readonly rows: number
  readonly primaryKey: string | null
  readonly columns: readonly ColumnDescription[]
}

/** Every value of `childColumn` stands in `parentColumn`. */
export interface Relationship {
  readonly childTable: string
  readonly childColumn: string
  readonly parentTable: string
  readonly parentColumn: string
}

export interface SchemaDescription {
  readonly tables: readonly TableDescription[]
  readonly relationships: readonly Relationship[]
  readonly warnings: readonly string[]
}

export interface SchemaCorrections {
  readonly columns?: readonly {
    readonly table?: string
    readonly name: string
    readonly type?: ColumnType
    readonly personalKind?: PersonalKind
    readonly quasiIdentifier?: boolean
    readonly order?: readonly string[]
  }[]
  readonly primaryKeys?: readonly { readonly table: string; readonly column: string | null }[]
  readonly relationships?: readonly Relationship[]
}
