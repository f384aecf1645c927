/** Counter-based random numbers, reproducible whatever the order of work. */
export { philox4x32 } from './philox.ts'
export { purposeKey } from './purpose.ts'
export { shuffle, shuffleFirst } from './shuffle.ts'
export { openStream, type RandomStream } from './stream.ts'
