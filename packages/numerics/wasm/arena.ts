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
  /**
   * Gives the memory back for arenas opened later, for a garbage collector does not see how large it is. Nobody may use it
   * afterwards, no thread either.
   */
  close(): void
}

/** Memories of closed arenas, unless they were collected. */
let spares: WeakRef<KernelMemory>[] = []

/** @param bytes what will be needed, as far as known */
export function openArena(bytes = 0): KernelArena {
  const memory = takeSpare() ?? kernelMemory(firstAddress + bytes)
  let closed = false
  let next = firstAddress
  return {
    memory,
    allocate(size) {
      if (closed) throw new RangeError('KernelArena.allocate: need an open arena, got a closed one')
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
    close() {
      if (!closed) spares.push(new WeakRef(memory))
      closed = true
    },
  }
}

/** The largest memory that nobody uses. */
function takeSpare(): KernelMemory | undefined {
  const there = spares.map((spare) => spare.deref()).filter((memory) => memory !== undefined)
  there.sort((a, b) => a.buffer.byteLength - b.buffer.byteLength)
  const largest = there.pop()
  spares = there.map((memory) => new WeakRef(memory))
  return largest
}
