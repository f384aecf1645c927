/** WebAssembly kernels and the threads that run them. */
export { type KernelArena, openArena } from './arena.ts'
export { type KernelMemory, kernelMemory, loadKernel } from './kernel.ts'
export { oneThread, type Team, type TeamProgram, type ThreadPool } from './thread-team.ts'
