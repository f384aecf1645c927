/** What the pool and its workers say to each other. */
import type { ErrorKind } from './kept-errors.ts'

/** Set-ups are sent once per worker and referred to by number. */
export type ToWorker =
  | { readonly type: 'open'; readonly setupId: number; readonly kind: string; readonly setup: unknown }
  | { readonly type: 'run'; readonly setupId: number; readonly pieceId: number; readonly piece: unknown }
  | { readonly type: 'forget'; readonly setupId: number }

export type FromWorker =
  | { readonly type: 'done'; readonly pieceId: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly pieceId: number; readonly error: unknown; readonly kind?: ErrorKind }
