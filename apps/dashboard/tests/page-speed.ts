/**
 * How long pages take on a running server, as JSON: `node page-speed.ts URL '[{"name":…,"path":…,"filters":[…]}]'`.
 * A first page is loaded in a browser that has never seen the dashboard; filters change the address as a link does.
 */
import type { Page } from 'playwright-core'
import { ensureBuilt, launchBrowser } from './browser/support.ts'

interface Paths {
  readonly name: string
  readonly path: string
  readonly filters: readonly string[]
}

interface Taken {
  readonly name: string
  readonly firstMs: readonly number[]
  readonly filterMs: readonly number[]
}

const ROUNDS = 5
/** Quiet for so long, a page has asked for all it asks for. */
const QUIET_MS = 150

const [url = '', paths = '[]'] = process.argv.slice(2)
await ensureBuilt()
const browser = await launchBrowser()
const taken: Taken[] = []
for (const { name, path, filters } of JSON.parse(paths) as Paths[]) {
  const firstMs: number[] = []
  const filterMs: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    firstMs.push(await shownAfter(page, () => page.goto(`${url}/app${path}`, { waitUntil: 'commit' })))
    for (const filter of filters)
      filterMs.push(
        await shownAfter(page, () =>
          page.evaluate((address) => history.pushState({}, '', address), `/app${path}${filter}`),
        ),
      )
    await context.close()
  }
  taken.push({ name, firstMs, filterMs })
}
await browser.close()
process.stdout.write(JSON.stringify(taken))

/**
 * Milliseconds until the last reply that a page needs is in and drawn: no request but streams under way, nothing loading,
 * nothing dimmed as being of before. The quiet that is waited for afterwards does not count.
 */
async function shownAfter(page: Page, change: () => Promise<unknown>): Promise<number> {
  let underWay = 0
  const isStream = (request: { url(): string }) => /\/events(\?|$)/.test(request.url())
  const begun = (request: { url(): string }) => {
    if (!isStream(request)) underWay++
  }
  const ended = (request: { url(): string }) => {
    if (!isStream(request)) underWay--
  }
  page.on('request', begun)
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  const started = performance.now()
  await change()
  await page.getByRole('heading', { level: 1 }).waitFor()
  const busy = page.locator('[aria-busy="true"], [role="status"][aria-label="Loading"]')
  let shown: number | undefined
  for (;;) {
    if (underWay > 0 || (await busy.count()) > 0) shown = undefined
    else if (shown === undefined) {
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      )
      shown = performance.now()
    } else if (performance.now() - shown > QUIET_MS) break
    await page.waitForTimeout(5)
  }
  const troubles = await page.getByRole('alert').allTextContents()
  if (troubles.length > 0) throw new Error(`${page.url()}: ${troubles.join(' ')}`)
  page.off('request', begun)
  page.off('requestfinished', ended)
  page.off('requestfailed', ended)
  return shown - started
}
