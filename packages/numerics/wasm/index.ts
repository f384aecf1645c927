/** WebAssembly kernels and the threads that run them. */
export { type KernelMemory, kernelMemory, loadKernel } from './kernel.ts'
export { oneThread, type Team, type TeamProgram, type ThreadPool } from './thread-team.ts'
