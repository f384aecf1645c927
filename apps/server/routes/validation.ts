/** Validation from the contract's schemas: nothing is dropped, bodies are not coerced, every fault is told. */
import { type FieldError, ProblemError } from '@pratibimba/contract'
import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifySchemaCompiler, SchemaErrorFormatter } from 'fastify/types/schema.js'
import { fieldErrorsOf } from '../problems/field-errors.ts'

const options = {
  // A million-field body stops at its size limit; the answer tells 20 faults.
  allErrors: true,
  removeAdditional: false,
  useDefaults: true,
  verbose: true,
  strict: true,
  strictTypes: false,
  strictTuples: false,
  // Values inside unions take their defaults in the handlers.
  strictSchema: false,
} as const

function ajv(coerceTypes: boolean): Ajv {
  const instance = new Ajv({ ...options, coerceTypes })
  addFormats.default(instance, ['date', 'date-time', 'uuid'])
  return instance
}

/** One instance for bodies, one for what stands in the address and is text by nature. */
export function createValidatorCompiler(): FastifySchemaCompiler<object> {
  const forBodies = ajv(false)
  const forAddresses = ajv(true)
  return ({ schema, httpPart }) => (httpPart === 'body' ? forBodies : forAddresses).compile(schema)
}

/** Turns what Ajv found into a problem. An address whose parameters cannot be an id names nothing: 404. */
export const formatSchemaErrors: SchemaErrorFormatter = (found, part) => {
  const errors = fieldErrorsOf(found as unknown as ErrorObject[])
  const [first] = errors
  if (part === 'params')
    return new ProblemError('not_found', `There is nothing under this address: ${first.detail}`, errors)
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more, see errors)` : ''
  return new ProblemError('out_of_range', `${first.detail}${more}`, errors)
}

/** Checks values that are no request of their own, as bodies are checked; nothing found, nothing told. */
export function checkerOf(schema: object): (value: unknown) => FieldError[] {
  const validate = ajv(false).compile(schema)
  return (value) => (validate(value) ? [] : fieldErrorsOf(validate.errors ?? []))
}
