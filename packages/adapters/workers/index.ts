/** The compute port on worker threads of this process. */
export { openCompute } from './pool.ts'
