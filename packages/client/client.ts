/** A typed client of the REST API: one method per operation of the contract. */
import { type Operation, type OperationName, operations } from '@pratibimba/contract'
import { problemOf } from './api-problem.ts'
import { readEvents } from './events.ts'
import type { Client, ClientSettings, NamedFile } from './types.ts'

interface AnyCall {
  params?: Record<string, string | number>
  query?: Record<string, unknown>
  body?: unknown
  files?: readonly (File | NamedFile)[]
  signal?: AbortSignal
  headers?: Record<string, string>
}

/**
 * A client whose methods are the operations of the contract.
 *
 * Every method throws an ApiProblem when the server refuses, and a TypeError when it cannot be reached.
 */
export function createClient(settings: ClientSettings): Client {
  const call = async (operation: Operation, options: AnyCall): Promise<Response> => {
    const { body, headers } = bodyOf(operation, options)
    const authorization: Record<string, string> = settings.apiKey
      ? { authorization: `Bearer ${settings.apiKey}` }
      : {}
    const send = settings.fetch ?? globalThis.fetch
    const response = await send(addressOf(settings, operation, options), {
      method: operation.method,
      headers: { ...headers, ...authorization, ...options.headers },
      body,
      signal: options.signal,
    })
    if (!response.ok) throw await problemOf(response)
    return response
  }

  const methods = Object.entries(operations as Record<OperationName, Operation>).map(([name, operation]) => [
    name,
    async (options: AnyCall = {}, onEvent?: (event: unknown) => void) => {
      const response = await call(operation, options)
      if (operation.replyKind === 'file') return response
      if (operation.replyKind === 'events') return readEvents(response, onEvent!)
      return response.json()
    },
  ])
  return {
    ...Object.fromEntries(methods),
    urlOf: (name: OperationName, options: AnyCall) => addressOf(settings, operations[name], options),
  } as Client
}

function addressOf(settings: ClientSettings, operation: Operation, options: AnyCall): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(options.params?.[name])),
  )
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const suffix = query.size > 0 ? `?${query}` : ''
  return `${settings.baseUrl.replace(/\/$/, '')}${path}${suffix}`
}

function bodyOf(
  operation: Operation,
  options: AnyCall,
): { body?: BodyInit; headers: Record<string, string> } {
  if (operation.multipart) {
    const form = new FormData()
    // Fields come first: the server knows what to do with the files before they arrive.
    for (const [name, value] of Object.entries(options.body ?? {})) {
      if (value !== undefined && value !== null) form.append(name, String(value))
    }
    for (const file of options.files ?? []) {
      if ('data' in file) form.append(file.part ?? 'file', file.data, file.name)
      else form.append('file', file, file.name)
    }
    return { body: form, headers: {} }
  }
  if (options.body === undefined) return { headers: {} }
  return { body: JSON.stringify(options.body), headers: { 'content-type': 'application/json' } }
}
