/** The documentation holds together: what it links to is there, and what the code names is written. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const aside = /(^|\/)(node_modules|dist|compiled|data|\.[^/]+)(\/|$)/
const files = (pattern: string) => globSync(pattern, { cwd: root, exclude: (path) => aside.test(path) })

const pages = [
  '*.md',
  'docs/**/*.md',
  'examples/**/*.md',
  'packages/**/*.md',
  'apps/**/*.md',
  'benchmarks/*.md',
]
  .flatMap(files)
  .sort()

/** Text without code, where brackets are no links. */
const prose = (page: string) =>
  readFileSync(join(root, page), 'utf8')
    .replace(/^```.*?^```/gms, '')
    .replace(/`[^`\n]*`/g, '')

/** Headings as GitHub names them. */
const anchorsOf = (page: string) =>
  new Set(
    [...readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  )

describe('documentation', () => {
  it('has pages to look at', () => {
    expect(pages).toContain('README.md')
    expect(pages).toContain('docs/methods/README.md')
  })

  it.each(pages)('%s: every link leads somewhere', (page) => {
    const broken = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target]) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path, anchor] = target.split('#')
        const place = path === '' ? page : join(dirname(page), path)
        if (!existsSync(join(root, place))) return true
        if (anchor === undefined || statSync(join(root, place)).isDirectory()) return false
        return !anchorsOf(place).has(anchor)
      })
    expect(broken).toEqual([])
  })

  it('every method is in the list of methods', () => {
    const index = prose('docs/methods/README.md')
    const unlisted = files('docs/methods/*.md')
      .map((page) => page.slice('docs/methods/'.length))
      .filter((page) => page !== 'README.md' && !index.includes(`(${page})`))
    expect(unlisted).toEqual([])
  })

  it('every page that code names is written', () => {
    const named = [...files('packages/**/*.ts'), ...files('apps/**/*.ts')].flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/docs\/[\w/-]+\.md/g)].map(([page]) => ({
        file,
        page,
      })),
    )
    expect(named.filter(({ page }) => !existsSync(join(root, page)))).toEqual([])
  })
})
