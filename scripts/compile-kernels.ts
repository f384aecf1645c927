/**
 * Compiles every `<kernel>.assembly.ts` of a package (AssemblyScript) to `<folder>/compiled/<kernel>.ts`, a module
 * that carries the WebAssembly binary as text. Does nothing for kernels whose source has not changed.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
/** Kernels import their memory, shared between threads, and never trap on what release builds leave out. */
const options = [
  '--optimizeLevel=3',
  '--shrinkLevel=0',
  '--noAssert',
  '--runtime=stub',
  '--importMemory',
  '--sharedMemory',
  '--initialMemory=1',
  '--maximumMemory=65536',
  '--enable=simd,threads',
]

for (const source of globSync('packages/*/**/*.assembly.ts', {
  cwd: root,
  exclude: (path) => path.endsWith('node_modules'),
})) {
  const text = readFileSync(join(root, source), 'utf8')
  const hash = createHash('sha256').update(options.join(' ')).update(text).digest('hex')
  const target = join(root, dirname(source), 'compiled', `${basename(source, '.assembly.ts')}.ts`)
  const firstLine = `/** Compiled from ${basename(source)}, ${hash}. */`
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(firstLine)) continue
  const binary = await compile(source, text)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(`${target}.new`, `${firstLine}\nexport const wasm =\n  '${binary.toString('base64')}'\n`)
  renameSync(`${target}.new`, target)
}

async function compile(source: string, text: string): Promise<Buffer> {
  const asc = await import('assemblyscript/asc')
  let binary: Uint8Array | undefined
  const { error, stderr } = await asc.main(['kernel.ts', '--outFile=kernel.wasm', ...options], {
    readFile: (name) => (name === 'kernel.ts' ? text : null),
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm') binary = contents as Uint8Array
    },
    listFiles: () => [],
  })
  if (error !== null || binary === undefined)
    throw new Error(`${source} does not compile: ${stderr.toString()}`)
  return Buffer.from(binary)
}
