/** What the threads do while a forest is grown: they take trees off a list until none is left. */
import type { TeamProgram } from '@pratibimba/numerics/wasm'
import { columnAddress } from '../binning/binned-matrix.ts'
import { type ForestSetup, slotRoom, stepWords } from './forest-setup.ts'
import { openForestKernel } from './kernel.ts'
import { openTreeGrowth } from './tree-growth.ts'

/**
 * `columns`: features one after the other. `grow`: the trees of the step, each into its slot. `outOfBag`: adds, row by row,
 * what trees say that did not see the row, in their order.
 */
export const forestSteps = { columns: 0, grow: 1, outOfBag: 2 } as const

export const forestProgram: TeamProgram<ForestSetup> = {
  kind: 'tree-forest',
  open(setup, thread, threads) {
    const { memory, rows, outputs, mostNodes, hasSets } = setup
    const kernel = openForestKernel(memory)
    const grow = openTreeGrowth(setup, kernel, thread)
    const words = new Int32Array(memory.buffer, setup.words, 16)
    const { offsets } = slotRoom(rows, outputs, mostNodes, hasSets)
    const part = (count: number): [from: number, to: number] => [
      Math.floor((thread * count) / threads),
      Math.floor(((thread + 1) * count) / threads),
    ]
    const share: Readonly<Record<number, () => void>> = {
      [forestSteps.columns]() {
        const [from, to] = part(setup.bins.length)
        for (let feature = from; feature < to; feature++)
          kernel.copyColumn(columnAddress(setup.cells, rows, feature), rows, setup.columns + feature * rows)
      },
      [forestSteps.grow]() {
        for (;;) {
          const slot = Atomics.add(words, stepWords.taken, 1)
          if (slot >= words[stepWords.count]) return
          grow(words[stepWords.first] + slot, slot)
        }
      },
      [forestSteps.outOfBag]() {
        const [from, to] = part(rows)
        for (let slot = 0; slot < words[stepWords.count]; slot++) {
          const at = setup.slots + slot * setup.slotBytes
          kernel.addOutOfBag(
            setup.columns,
            rows,
            at + offsets.drawn,
            at + offsets.words,
            at + offsets.numbers,
            at + offsets.sets,
            outputs,
            from,
            to,
            setup.outSums,
            setup.outTrees,
          )
        }
      },
    }
    return (step) => share[step]()
  },
}
