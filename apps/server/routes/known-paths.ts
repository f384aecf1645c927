/** What is said of an address nothing answers: the methods it has, where it has others. */
import type { Operation } from '@pratibimba/contract'

/** @returns a sentence for the problem */
export function explainUnknown(
  operations: Readonly<Record<string, Operation>>,
): (method: string, path: string) => string {
  const known = Object.values(operations).map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
  }))
  return (method, path) => {
    const methods = known.filter(({ pattern }) => pattern.test(path)).map((operation) => operation.method)
    if (methods.length > 0) return `${method} is not answered here; ${methods.join(', ')} is.`
    return 'Nothing is answered under this address; /docs lists what is.'
  }
}
