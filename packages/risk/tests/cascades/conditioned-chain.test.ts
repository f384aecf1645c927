/** The chain given its end, against simulating the free chain and keeping what ends so. */
import { openStream } from '@pratibimba/numerics/random'
import {
  chainEnds,
  conditionChain,
  defaultTransitionMatrix,
  legalSteps,
  nextState,
  quasiStationary,
  startState,
} from '@pratibimba/risk/cascades'
import { expect, test } from 'vitest'

const matrix = defaultTransitionMatrix()
const n = 8
const isEnd = {
  current: (s: number) => s < 5,
  default: (s: number) => s === 5,
  paid_off: (s: number) => s > 5,
}

/** Occupation of states by month over paths of a sampler. */
function occupation(paths: Iterable<Int8Array>, months: number): { share: Float64Array; paths: number } {
  const share = new Float64Array((months + 1) * n)
  let count = 0
  for (const path of paths) {
    for (let t = 0; t <= months; t++) share[t * n + path[t]]++
    count++
  }
  return { share: share.map((value) => value / count), paths: count }
}

function* freePaths(months: number, count: number) {
  const stream = openStream(1, 'free-paths')
  const open = quasiStationary(matrix)
  const draw = (row: (j: number) => number) => {
    let u = stream.uniform()
    let j = 0
    while (j < n - 1 && u >= row(j)) u -= row(j++)
    return j
  }
  for (let i = 0; i < count; i++) {
    stream.at(i)
    const path = new Int8Array(months + 1)
    path[0] = draw((j) => open[j])
    for (let t = 1; t <= months; t++) path[t] = draw((j) => matrix[path[t - 1] * n + j])
    yield path
  }
}

test.each([...chainEnds.map((end) => [end, 12] as const), ['default', 2] as const, ['paid_off', 3] as const])(
  'histories that end %s within %i months are those of the free chain that do',
  (end, within) => {
    const months = 6
    const chain = conditionChain(matrix, end, 12, within)
    const isWanted = (path: Int8Array) =>
      isEnd[end](path[months]) && (within > months || path[months - within] < 5)
    const stream = openStream(2, 'conditioned-paths')
    const conditioned = function* () {
      for (let i = 0; i < 20_000; i++) {
        stream.at(i)
        const path = new Int8Array(months + 1)
        path[0] = startState(chain, months, stream.uniform())
        for (let t = 1; t <= months; t++)
          path[t] = nextState(chain, months - t + 1, path[t - 1], stream.uniform())
        yield path
      }
    }
    const kept = occupation([...freePaths(months, 200_000)].filter(isWanted), months)
    const drawn = occupation(conditioned(), months)
    for (let k = 0; k < kept.share.length; k++) {
      const p = kept.share[k]
      expect(Math.abs(drawn.share[k] - p)).toBeLessThan(
        4.5 * Math.sqrt((p + 1e-4) * (1 / kept.paths + 1 / drawn.paths)),
      )
    }
  },
)

test.each(chainEnds)('every path that ends %s is legal and ends so, at every length', (end) => {
  const legal = legalSteps()
  const chain = conditionChain(matrix, end, 120)
  const stream = openStream(3, 'legal-paths')
  for (let months = 1; months <= 120; months++)
    for (let i = 0; i < 20; i++) {
      let state = startState(chain, months, stream.uniform())
      for (let left = months; left >= 1; left--) {
        const next = nextState(chain, left, state, stream.uniform())
        expect(legal[state * n + next]).toBe(1)
        state = next
      }
      expect(isEnd[end](state)).toBe(true)
    }
})
