/** Which features a node may split by: sampled columns, and sets of features that may meet on a path. */
import { openStream, type RandomStream, shuffleFirst } from '@pratibimba/numerics/random'

export interface FeatureChoiceOptions {
  readonly features: number
  readonly seed: number
  /** Share of the features of each tree, of those per level of depth, of those per node; each 0 … 1. */
  readonly perTree: number
  readonly perLevel: number
  readonly perNode: number
  /** Sets of features that may meet on a path; a feature in none is alone with itself. */
  readonly interactions: readonly (readonly number[])[] | undefined
  /** How a share becomes a number, never below 1: LightGBM rounds, XGBoost cuts. */
  readonly rounding: (share: number) => number
}

export interface FeatureChoice {
  /**
   * @param tree counts trees; draws differ by it
   * @param node counts nodes of the tree
   * @param path features split by above
   * @param mask receives 1 for allowed features, shape [features]
   */
  allow(tree: number, node: number, depth: number, path: ReadonlySet<number>, mask: Uint8Array): void
}

export function openFeatureChoice(options: FeatureChoiceOptions): FeatureChoice {
  const { features, seed, perTree, perLevel, perNode, interactions, rounding } = options
  const trees = openStream(seed, 'features-of-tree')
  const levels = openStream(seed, 'features-of-level')
  const nodes = openStream(seed, 'features-of-node')
  const all = Array.from({ length: features }, (_, feature) => feature)

  const draw = (from: readonly number[], share: number, stream: () => RandomStream): readonly number[] => {
    if (share >= 1) return from
    const wanted = Math.min(from.length, Math.max(1, rounding(from.length * share)))
    return shuffleFirst(from.slice(), wanted, stream())
      .slice(0, wanted)
      .sort((a, b) => a - b)
  }

  return {
    allow(tree, node, depth, path, mask) {
      const ofTree = draw(all, perTree, () => trees.at(tree))
      const ofLevel = draw(ofTree, perLevel, () => levels.at(tree * 4096 + Math.min(depth, 4095)))
      const free = interactions === undefined ? ofLevel : meeting(ofLevel, interactions, path)
      mask.fill(0)
      for (const feature of draw(free, perNode, () => nodes.at(tree * 2 ** 24 + node))) mask[feature] = 1
    },
  }
}

/** Features that share a set with all of the path. */
function meeting(
  features: readonly number[],
  interactions: readonly (readonly number[])[],
  path: ReadonlySet<number>,
): readonly number[] {
  if (path.size === 0) return features
  const allowed = new Set(path)
  for (const set of interactions)
    if ([...path].every((feature) => set.includes(feature))) for (const feature of set) allowed.add(feature)
  return features.filter((feature) => allowed.has(feature))
}
