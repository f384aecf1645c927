/** The kernels, told in tree-shap.assembly.ts. Arguments are addresses, and widths in bytes. */

export interface ShapKernel {
  explainByPaths(
    tree: number,
    splits: number,
    points: number,
    rows: number,
    inputs: number,
    inputWidth: number,
    values: number,
    width: number,
    work: number,
  ): void
  explainByBackground(
    tree: number,
    splits: number,
    rows: number,
    everyRow0: bigint,
    everyRow1: bigint,
    inputs: number,
    inputWidth: number,
    values: number,
    width: number,
    weights: number,
    weightStride: number,
    work: number,
  ): void
}

/** Where the kernels' own memory begins, and the bytes of what they read and keep. */
export const FIRST_ADDRESS = 1024
export const PATH_RECORD_BYTES = 48
export const BACKGROUND_RECORD_BYTES = 144
export const BACKGROUND_SLOT_BYTES = 32
