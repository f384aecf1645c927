/** `npm test`: types, lint, dead code, then every test, in that order; ends with the counts. Arguments go on to the test runner. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules')
const results = join(root, 'test-results', 'results.json')

const checks = [
  { name: 'types', program: 'typescript/bin/tsc', args: ['-b'] },
  { name: 'lint', program: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings'] },
  { name: 'dead code', program: 'knip/bin/knip.js', args: [] },
]

/** Runs a program of node_modules under this Node. */
function run(program: string, args: readonly string[]): boolean {
  return (
    spawnSync(process.execPath, [join(bin, program), ...args], { cwd: root, stdio: 'inherit' }).status === 0
  )
}

let passed = 0
let failed = 0
const only = process.argv.slice(2)
for (const { name, program, args } of only.length > 0 ? [] : checks) {
  const ok = run(program, args)
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}`)
  if (ok) passed++
  else failed++
}

rmSync(results, { force: true })
mkdirSync(join(root, 'test-results'), { recursive: true })
const clean = run('vitest/vitest.mjs', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...only,
])
const counts = JSON.parse(readFileSync(results, 'utf8')) as {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}
passed += counts.numPassedTests
// A file that does not load holds tests that nobody ran; errors outside tests count as one failure.
failed += Math.max(counts.numFailedTests, counts.numFailedTestSuites > 0 ? 1 : 0, clean ? 0 : 1)
const skipped = counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : ''
console.log(`${passed} passed, ${failed} failed${skipped}`)
process.exitCode = failed === 0 ? 0 : 1
