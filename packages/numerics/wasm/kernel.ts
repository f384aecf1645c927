/** Compiled kernels and their memory: WebAssembly carried as text inside a module, so that loading one needs no file. */

/** What we use of the WebAssembly global; the standard library declares it for browsers only. */
declare const WebAssembly: {
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => KernelMemory
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { readonly exports: object }
}

/** Memory that kernels of several threads share; crosses threads as it is. */
export interface KernelMemory {
  readonly buffer: SharedArrayBuffer
  /** Adds pages of 64 KiB; `buffer` answers the longer memory from then on, on every thread. */
  grow(pages: number): number
}

const pageBytes = 65_536
const maximumPages = 65_536

/**
 * Memory of at least `bytes` bytes, zeroed. Kernels keep nothing below address 1024 but their own constants.
 *
 * @throws RangeError beyond 4 GiB
 */
export function kernelMemory(bytes: number): KernelMemory {
  const initial = Math.ceil(bytes / pageBytes) + 1
  if (!(initial <= maximumPages))
    throw new RangeError(`kernelMemory: need at most ${(maximumPages - 1) * pageBytes} bytes, got ${bytes}`)
  return new WebAssembly.Memory({ initial, maximum: maximumPages, shared: true })
}

const modules = new Map<string, object>()

/**
 * A kernel on a memory; compiled once per thread.
 *
 * @param base64 the binary, as modules made by `npm run kernels` export it
 */
export function loadKernel<Exports>(base64: string, memory: KernelMemory): Exports {
  let module = modules.get(base64)
  if (module === undefined) {
    const text = atob(base64)
    const bytes = new Uint8Array(text.length)
    for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i)
    module = new WebAssembly.Module(bytes)
    modules.set(base64, module)
  }
  const abort = (): never => {
    throw new Error('A kernel stopped.')
  }
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports as Exports
}
