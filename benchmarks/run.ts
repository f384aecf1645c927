/** `npm run bench [-- case …] [--write]`: runs benchmark cases one after the other; --write puts the figures into results.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { cases } from './cases/index.ts'
import { type BenchmarkCase, type Figure, isKept } from './harness/case.ts'

const resultsFile = join(import.meta.dirname, 'results.md')
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = wanted.filter((id) => !cases.some((benchmark) => benchmark.id === id))
if (unknown.length > 0) {
  console.error(`No case is called ${unknown.join(', ')}; there are ${cases.map(({ id }) => id).join(', ')}.`)
  process.exit(2)
}

const sections = new Map<string, string>()
for (const benchmark of cases) {
  if (wanted.length > 0 && !wanted.includes(benchmark.id)) continue
  console.error(`${benchmark.id}: ${benchmark.title} …`)
  const outcome = await benchmark.run()
  if ('skipped' in outcome) {
    console.error(`  skipped: ${outcome.skipped}`)
    continue
  }
  const section = sectionOf(benchmark, outcome)
  sections.set(benchmark.id, section)
  console.log(section)
}
if (process.argv.includes('--write')) writeFileSync(resultsFile, merged(sections))

function sectionOf({ id, title, command }: BenchmarkCase, figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const promise =
      figure.promise === undefined
        ? ''
        : 'atMost' in figure.promise
          ? `≤ ${figure.promise.atMost}`
          : `≥ ${figure.promise.atLeast}`
    return `| ${figure.name} | ${shown(figure.value)} | ${figure.unit} | ${promise} | ${isKept(figure) ? '' : 'not reached'} |`
  })
  return [
    `## ${id}`,
    '',
    `${title}. \`${command}\``,
    '',
    '| figure | measured | unit | promise | |',
    '|---|--:|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function shown(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en')
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

/** The results so far with the new sections put in their places. */
function merged(fresh: ReadonlyMap<string, string>): string {
  const present = new Map<string, string>()
  for (const part of readResults()
    .split(/^(?=## )/m)
    .slice(1))
    present.set(part.slice(3, part.indexOf('\n')).trim(), `${part.trimEnd()}\n`)
  const body = cases.flatMap(({ id }) => fresh.get(id) ?? present.get(id) ?? [])
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`
  return `# Results\n\nMade by \`npm run bench -- --write\` on ${machine}. Medians where several runs were made.\n\n${body.join('\n')}`
}

function readResults(): string {
  try {
    return readFileSync(resultsFile, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
