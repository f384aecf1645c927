/** The server's field errors at the fields they belong to, by JSON pointer. */
import { ApiProblem } from '@pratibimba/client'

/** @returns a function that gives the error of a field, or of anything inside it */
export function fieldErrors(error: unknown): (pointer: string) => string | undefined {
  const errors = error instanceof ApiProblem ? (error.problem.errors ?? []) : []
  return (pointer) =>
    errors.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))?.detail
}

/** Whether any field error has none of these fields to stand at. */
export function hasHomelessErrors(error: unknown, pointers: readonly string[]): boolean {
  if (!(error instanceof ApiProblem)) return true
  const errors = error.problem.errors ?? []
  return (
    errors.length === 0 ||
    errors.some(
      (one) => !pointers.some((pointer) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`)),
    )
  )
}
