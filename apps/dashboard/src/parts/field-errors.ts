/** The server's field errors at the fields they belong to, by JSON pointer and under the names the fields have here. */
import { ApiProblem } from '@pratibimba/client'

/** The label of each field of a form, by its JSON pointer. */
export type FieldLabels = Readonly<Record<string, string>>

/** @returns a function that gives the error of a field, or of anything inside it that has no field of its own */
export function fieldErrors(
  error: unknown,
  labels: FieldLabels = {},
): (pointer: string) => string | undefined {
  const errors = error instanceof ApiProblem ? (error.problem.errors ?? []) : []
  return (pointer) => {
    const found = errors.find(
      (one) => one.pointer === pointer || (one.pointer.startsWith(`${pointer}/`) && !(one.pointer in labels)),
    )
    return found && inWordsOf(found.detail, labels)
  }
}

/** Whether any field error has none of these fields to stand at. */
export function hasHomelessErrors(error: unknown, labels: FieldLabels): boolean {
  if (!(error instanceof ApiProblem)) return true
  const errors = error.problem.errors ?? []
  const pointers = Object.keys(labels)
  return (
    errors.length === 0 ||
    errors.some(
      (one) => !pointers.some((pointer) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`)),
    )
  )
}

/** The server's text with the label of a field where the text names it as requests do. */
export function inWordsOf(detail: string, labels: FieldLabels): string {
  // The longest first: one name may stand inside another.
  const names = Object.keys(labels).toSorted((a, b) => b.length - a.length)
  return names.reduce((text, pointer) => {
    const name = pointer.slice(1)
    const written = new RegExp(`(?<![\\w/])${name}(?![\\w/])`, 'g')
    return text.replace(written, (_, at: number) => (at === 0 ? labels[pointer]! : inside(labels[pointer]!)))
  }, detail)
}

/** A label inside a sentence: its first letter is small unless it belongs to a name such as DTI. */
function inside(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label
}
