/** Numerical integration. */
export { gaussLegendre, type QuadratureRule } from './gauss-legendre.ts'
