/** A t quantile for one fixed ν that is called millions of times: polynomials instead of iterations. */
import { studentTQuantile } from './student-t.ts'

/** Cells per octave of p, as bits of the mantissa; degree of the polynomial in a cell. */
const CELL_BITS = 5
const DEGREE = 5
const STRIDE = DEGREE + 1
/** The table covers p from 2^−LOWEST_OCTAVE to ½; below it the exact quantile answers. */
const LOWEST_OCTAVE = 54
const CELLS = (LOWEST_OCTAVE - 1) << CELL_BITS
/** Exponent and leading mantissa bits of the smallest tabulated p, as they stand in the high word of the double. */
const FIRST_CELL = (1023 - LOWEST_OCTAVE) << CELL_BITS

/**
 * A fast evaluator of the t quantile for fixed ν.
 *
 * Each octave of p is cut into 32 cells, each with an interpolant at Chebyshev nodes of the exact quantile; the cell is read
 * from the bits of the double, so no logarithm or division is taken. Agrees with `studentTQuantile` within
 * 10⁻¹²·max(1, |x|) for ν ≥ 1 (measured in its test); the exact quantile answers below p = 2⁻⁵⁴.
 *
 * @param nu degrees of freedom ν ≥ 1, any real
 * @returns p in [0, 1] ↦ x with T(x) = p, antisymmetric about ½
 * @throws RangeError when nu is below 1; the function, when p lies outside [0, 1]
 * @see docs/methods/normal-quantile.md
 */
export function studentTQuantileTable(nu: number): (p: number) => number {
  if (!(nu >= 1)) throw new RangeError(`studentTQuantileTable: need degrees of freedom >= 1, got ${nu}`)
  const coefficients = tabulate(nu)
  const double = new Float64Array(1)
  const words = new Int32Array(double.buffer)
  const highWord = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0

  return (p) => {
    const tail = p < 0.5 ? p : 1 - p
    double[0] = tail
    const cell = (words[highWord] >> (20 - CELL_BITS)) - FIRST_CELL
    if (cell >= CELLS || cell < 0) return p === 0.5 ? 0 : studentTQuantile(p, nu)
    // The offset within the cell in [−1, 1), exact: the bits below the cell's, read as a double near 1.
    words[highWord] = (words[highWord] & ((1 << (20 - CELL_BITS)) - 1)) | 0x3ff00000
    const s = (double[0] - 1) * 2 ** (CELL_BITS + 1) - 1
    let at = cell * STRIDE + DEGREE
    let value = coefficients[at]
    for (let i = 0; i < DEGREE; i++) value = value * s + coefficients[--at]
    return p < 0.5 ? value : -value
  }
}

/** Power-basis coefficients of the interpolant at Chebyshev nodes, cell after cell. */
function tabulate(nu: number): Float64Array {
  const coefficients = new Float64Array(CELLS * STRIDE)
  const nodes = Array.from({ length: STRIDE }, (_, j) => Math.cos((Math.PI * (j + 0.5)) / STRIDE))
  const values = new Float64Array(STRIDE)
  for (let cell = 0; cell < CELLS; cell++) {
    const octave = LOWEST_OCTAVE - (cell >> CELL_BITS)
    const left = 2 ** -octave * (1 + (cell & ((1 << CELL_BITS) - 1)) / 2 ** CELL_BITS)
    const width = 2 ** -(octave + CELL_BITS)
    for (let j = 0; j < STRIDE; j++) values[j] = studentTQuantile(left + (width * (nodes[j] + 1)) / 2, nu)
    interpolate(nodes, values, coefficients.subarray(cell * STRIDE, (cell + 1) * STRIDE))
  }
  return coefficients
}

/** Newton's divided differences, expanded into powers. */
function interpolate(nodes: readonly number[], values: Float64Array, out: Float64Array): void {
  const difference = values.slice()
  for (let order = 1; order < STRIDE; order++)
    for (let j = STRIDE - 1; j >= order; j--)
      difference[j] = (difference[j] - difference[j - 1]) / (nodes[j] - nodes[j - order])
  out.fill(0)
  for (let j = STRIDE - 1; j >= 0; j--) {
    for (let k = STRIDE - 1; k > 0; k--) out[k] = out[k - 1] - nodes[j] * out[k]
    out[0] = difference[j] - nodes[j] * out[0]
  }
}
