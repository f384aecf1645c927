/** Policies as the server hands them out. */
import type { Operations, ReplyOf } from '@pratibimba/contract'

export type PolicyFile = ReplyOf<Operations['getPolicy']>
export type PolicyVersionOf = PolicyFile['policy']
export type PolicyDocumentOf = PolicyFile['document']
export type PolicyStageOf = PolicyDocumentOf['stages'][number]
export type PolicyTestRun = ReplyOf<Operations['testPolicy']>['tests'][number]
