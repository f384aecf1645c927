/** Places in a kernel memory, handed out one after the other; the memory grows as it must. */
import { type KernelMemory, kernelMemory } from './kernel.ts'

/** No kernel keeps constants beyond this address. */
const firstAddress = 65_536
const pageBytes = 65_536
/** A cache line: what one thread writes and another reads does not share one with anything else. */
const alignment = 64

export interface KernelArena {
  readonly memory: KernelMemory
  /**
   * Room for `bytes` bytes, of any content, aligned to 64. Views on `memory.buffer` made before do not reach it.
   *
   * @returns the address
   * @throws RangeError when 4 GiB are used up
   */
  allocate(bytes: number): number
  /** Where the next room begins; `release` with it gives back all that was allocated since. */
  mark(): number
  release(mark: number): void
}

/** @param bytes what will be needed, as far as known */
export function openArena(bytes = 0): KernelArena {
  const memory = kernelMemory(firstAddress + bytes)
  let next = firstAddress
  return {
    memory,
    allocate(size) {
      const address = next
      const end = address + Math.ceil(size / alignment) * alignment
      const lacking = end - memory.buffer.byteLength
      if (lacking > 0) {
        if (!(end <= 65_535 * pageBytes))
          throw new RangeError(`openArena: need at most ${65_535 * pageBytes} bytes in all, got ${end}`)
        memory.grow(Math.ceil(lacking / pageBytes))
      }
      next = end
      return address
    },
    mark: () => next,
    release(mark) {
      next = mark
    },
  }
}
