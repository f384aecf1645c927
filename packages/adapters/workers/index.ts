/** Worker threads of this process: the compute port, and teams that work on the same memory. */
export { openCompute } from './pool.ts'
export { openThreadPool } from './thread-pool.ts'
