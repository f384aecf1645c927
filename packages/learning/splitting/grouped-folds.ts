/** Folds of rows that belong together: no customer both learns and is held out. */
import { codesOf, type Fold, foldsOf, requireFolds, type SeededSplit, shuffled } from './fold.ts'

/**
 * Folds of whole groups, as level in rows as the groups allow.
 *
 * Groups are dealt from the largest on, each to the fold with the fewest rows; of equal ones a random order decides.
 *
 * @param group what each row belongs to, shape [n]
 * @param folds ≥ 2
 * @throws RangeError when there are fewer groups than folds
 * @see docs/methods/splitting.md
 */
export function groupedFolds(
  group: ArrayLike<number | string>,
  folds: number,
  { seed }: SeededSplit,
): Fold[] {
  const one = new Int32Array(group.length)
  return foldsOf(dealGroups('groupedFolds', one, group, new Float64Array(folds).fill(1), seed), folds)
}

/**
 * Folds of whole groups, as level in every class as the groups allow.
 *
 * Each group goes to the fold where it raises Σ (share of the class in the fold)² least.
 *
 * @param label classes, shape [n]
 * @param group what each row belongs to, shape [n]
 * @param folds ≥ 2
 * @throws RangeError when the shapes differ or there are fewer groups than folds
 * @see docs/methods/splitting.md
 */
export function stratifiedGroupedFolds(
  label: ArrayLike<number | string>,
  group: ArrayLike<number | string>,
  folds: number,
  { seed }: SeededSplit,
): Fold[] {
  const shares = new Float64Array(folds).fill(1)
  return foldsOf(dealGroups('stratifiedGroupedFolds', label, group, shares, seed), folds)
}

/**
 * Deals whole groups to parts of given sizes, level in every class.
 *
 * @param shares relative sizes of the parts, each > 0
 * @returns part of each row, shape [n]
 */
export function dealGroups(
  name: string,
  label: ArrayLike<number | string>,
  group: ArrayLike<number | string>,
  shares: Float64Array,
  seed: number,
): Int32Array {
  if (label.length !== group.length)
    throw new RangeError(`${name}: need a group for each of ${label.length} rows, got ${group.length}`)
  const parts = shares.length
  const { codes: groups, count } = codesOf(group)
  requireFolds(name, parts, count, 'groups')
  const { codes: classes, count: classCount } = codesOf(label)
  const inGroup = new Float64Array(count * classCount)
  const groupRows = new Int32Array(count)
  const classRows = new Float64Array(classCount)
  for (let row = 0; row < groups.length; row++) {
    inGroup[groups[row] * classCount + classes[row]]++
    groupRows[groups[row]]++
    classRows[classes[row]]++
  }
  const order = shuffled(count, seed, 'grouped-folds').sort((a, b) => groupRows[b] - groupRows[a])
  const filled = new Float64Array(parts * classCount)
  const groupPart = new Int32Array(count)
  const groupsIn = new Int32Array(parts)
  for (let place = 0; place < count; place++) {
    const g = order[place]
    // The last groups fill parts that are still empty.
    const mustFill = count - place <= groupsIn.reduce((empty, held) => empty + (held === 0 ? 1 : 0), 0)
    let best = -1
    let least = Number.POSITIVE_INFINITY
    for (let part = 0; part < parts; part++) {
      if (mustFill && groupsIn[part] > 0) continue
      let rise = 0
      for (let c = 0; c < classCount; c++) {
        const added = inGroup[g * classCount + c]
        if (added > 0)
          rise += (added * (2 * filled[part * classCount + c] + added)) / (classRows[c] ** 2 * shares[part])
      }
      if (rise < least) {
        least = rise
        best = part
      }
    }
    groupPart[g] = best
    groupsIn[best]++
    for (let c = 0; c < classCount; c++) filled[best * classCount + c] += inGroup[g * classCount + c]
  }
  return Int32Array.from(groups, (g) => groupPart[g])
}
