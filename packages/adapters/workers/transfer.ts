/** Finds the buffers of a result, so that they move between threads instead of being copied. */

/** Every distinct ArrayBuffer reachable through plain objects, arrays and maps. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  const visit = (item: unknown): void => {
    if (typeof item !== 'object' || item === null) return
    if (ArrayBuffer.isView(item)) {
      if (item.buffer instanceof ArrayBuffer) buffers.add(item.buffer)
    } else if (item instanceof Map) {
      for (const entry of item.values()) visit(entry)
    } else if (Array.isArray(item)) {
      if (typeof item[0] === 'object') for (const entry of item) visit(entry)
    } else {
      for (const entry of Object.values(item)) visit(entry)
    }
  }
  visit(value)
  return [...buffers]
}
