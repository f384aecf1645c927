import { describe, expect, it } from 'vitest'
import { openArena } from '../../wasm/index.ts'

describe('an arena', () => {
  it('hands out places that do not overlap, on memory that grows', () => {
    const arena = openArena()
    const places = [1, 64, 1000, 3_000_000, 5].map((bytes) => ({ address: arena.allocate(bytes), bytes }))
    for (const { address, bytes } of places) {
      expect(address % 64).toBe(0)
      new Uint8Array(arena.memory.buffer, address, bytes).fill(1)
    }
    for (let i = 1; i < places.length; i++)
      expect(places[i].address).toBeGreaterThanOrEqual(places[i - 1].address + places[i - 1].bytes)
  })

  it('takes back what was allocated after a mark', () => {
    const arena = openArena()
    arena.allocate(100)
    const mark = arena.mark()
    const first = arena.allocate(500)
    arena.release(mark)
    expect(arena.allocate(10)).toBe(first)
  })

  it('passes its memory on when it is closed, once', () => {
    const arena = openArena(200_000)
    const { memory } = arena
    arena.close()
    arena.close()
    expect(() => arena.allocate(1)).toThrow('need an open arena')
    expect(openArena().memory).toBe(memory)
    expect(openArena().memory).not.toBe(memory)
  })

  it('ends at 4 GiB', () => {
    expect(() => openArena().allocate(2 ** 32)).toThrow(RangeError)
  })
})
