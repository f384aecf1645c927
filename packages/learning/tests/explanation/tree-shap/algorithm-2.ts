/** Lundberg 2020, algorithm 2, as printed: path-dependent values by extending and unwinding the path of features. */
import type { Matrix } from '../../../data/index.ts'
import type { TreeEnsemble } from '../../../trees/tree-ensemble.ts'
import { goesLeft } from './brute-force.ts'

/** d feature, z share of unknown subsets that pass, o whether known ones do, w weight of subsets by size. */
interface Step {
  readonly d: number
  readonly z: number
  readonly o: number
  w: number
}

/** @returns values of a row for ensembles of one output that sum their trees; shape [columns] */
export function algorithm2(ensemble: TreeEnsemble, { columns }: Matrix, row: number): Float64Array {
  const phi = new Float64Array(columns.length)
  const recurse = (node: number, above: readonly Step[], z: number, o: number, d: number): void => {
    let path = extend(above, z, o, d)
    const feature = ensemble.feature[node]
    if (feature < 0) {
      for (let i = 1; i < path.length; i++) {
        const w = unwind(path, i).reduce((sum, step) => sum + step.w, 0)
        phi[path[i].d] += w * (path[i].o - path[i].z) * ensemble.value[node]
      }
      return
    }
    const [left, right] = [ensemble.left[node], ensemble.right[node]]
    const hot = goesLeft(ensemble, node, columns[feature][row]) ? left : right
    const cold = hot === left ? right : left
    const known = path.findIndex((step) => step.d === feature)
    const { z: zBefore, o: oBefore } = known < 0 ? { z: 1, o: 1 } : path[known]
    if (known >= 0) path = unwind(path, known)
    const both = ensemble.cover[left] + ensemble.cover[right]
    recurse(hot, path, (zBefore * ensemble.cover[hot]) / both, oBefore, feature)
    recurse(cold, path, (zBefore * ensemble.cover[cold]) / both, 0, feature)
  }
  for (const root of ensemble.treeStart.slice(0, -1)) recurse(root, [], 1, 1, -1)
  return phi
}

function extend(above: readonly Step[], z: number, o: number, d: number): Step[] {
  const l = above.length
  const path = [...above.map((step) => ({ ...step })), { d, z, o, w: l === 0 ? 1 : 0 }]
  for (let i = l - 1; i >= 0; i--) {
    path[i + 1].w += (o * path[i].w * (i + 1)) / (l + 1)
    path[i].w = (z * path[i].w * (l - i)) / (l + 1)
  }
  return path
}

function unwind(given: readonly Step[], at: number): Step[] {
  const path = given.map((step) => ({ ...step }))
  const last = path.length - 1
  let n = path[last].w
  const { z, o } = path[at]
  for (let j = last - 1; j >= 0; j--) {
    if (o !== 0) {
      const t = path[j].w
      path[j].w = (n * (last + 1)) / ((j + 1) * o)
      n = t - (path[j].w * z * (last - j)) / (last + 1)
    } else path[j].w = (path[j].w * (last + 1)) / (z * (last - j))
  }
  return path.slice(0, last).map(({ w }, j) => ({ ...(j < at ? path[j] : path[j + 1]), w }))
}
