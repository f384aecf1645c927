/** What a team and its threads say to each other outside of steps. */
import type { MessagePort } from 'node:worker_threads'

export interface TeamWorkerData {
  readonly port: MessagePort
}

export interface JoinTeam {
  readonly kind: string
  readonly setup: unknown
  readonly thread: number
  readonly threads: number
  readonly control: SharedArrayBuffer
}

export type FromTeamWorker =
  | { readonly type: 'joined' }
  | { readonly type: 'failed'; readonly error: unknown }
