/** What a square matrix must look like before a kernel touches it. */

/** @throws RangeError when `matrix` does not hold n·n values or n is not a positive integer */
export function requireSquare(name: string, matrix: Float64Array, n: number): void {
  if (!(Number.isInteger(n) && n > 0)) throw new RangeError(`${name}: need an order >= 1, got ${n}`)
  if (matrix.length !== n * n) throw new RangeError(`${name}: need ${n * n} values, got ${matrix.length}`)
}
