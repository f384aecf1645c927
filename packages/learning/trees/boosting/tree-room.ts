/** A grown tree in kernel memory, as scoring reads it. */
import type { KernelArena } from '@pratibimba/numerics/wasm'
import { columnAddress } from '../binning/binned-matrix.ts'
import type { GrownTree } from '../growth/grown-tree.ts'
import { fillSides } from '../growth/tree-grower.ts'
import type { TreeRoom } from './boosting-program.ts'

export function allocateTree(arena: KernelArena, mostLeaves: number): TreeRoom {
  return {
    memory: arena.memory,
    mostLeaves,
    nodes: arena.allocate(2 * mostLeaves * 16),
    values: arena.allocate(2 * mostLeaves * 8),
    sides: arena.allocate(mostLeaves * 256),
    leaves: arena.allocate((2 + 3 * mostLeaves) * 4),
  }
}

/**
 * @param value what each node adds, shape [nodes]
 * @param rows  of the matrix that is scored: columns of another one lie elsewhere, see `columnAddress`
 */
export function writeTree(
  room: TreeRoom,
  { nodes, leaves }: GrownTree,
  value: Float64Array,
  output: number,
  rows: number,
): void {
  const { buffer } = room.memory
  const words = new Int32Array(buffer, room.nodes, nodes.length * 4)
  const list = new Int32Array(buffer, room.leaves, 2 + 3 * leaves)
  new Float64Array(buffer, room.values, nodes.length).set(value)
  list.set([output, leaves])
  let leaf = 0
  let inner = 0
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]
    if (node.feature < 0) {
      words[4 * i] = -1
      list.set([node.first, node.rows, i], 2 + 3 * leaf++)
      continue
    }
    const sides = room.sides + 256 * inner++
    fillSides(new Uint8Array(buffer, sides, 256), node)
    words.set([columnAddress(0, rows, node.feature), sides, node.left, node.right], 4 * i)
  }
}
