/** Waiting for a page to have shown all it asked for. */
import type { Page, Request } from 'playwright-core'

const quietMs = 80

/** Requests under way, page by page; streams of events do not count, they end when they like. */
const underWay = new WeakMap<Page, Set<Request>>()

/** From now on the requests of the page are counted. */
export function countRequests(page: Page): void {
  const requests = new Set<Request>()
  underWay.set(page, requests)
  page.on('request', (request) => {
    if (!/\/events(\?|$)/.test(request.url())) requests.add(request)
  })
  page.on('requestfinished', (request) => requests.delete(request))
  page.on('requestfailed', (request) => requests.delete(request))
}

/** Waits until the heading is there, nothing has been under way for a moment, and what came was drawn. */
export async function settled(page: Page): Promise<void> {
  const requests = underWay.get(page)
  if (requests === undefined) throw new Error('settled: need a page whose requests are counted')
  await page.getByRole('heading', { level: 1 }).waitFor()
  for (let quietSince = Date.now(); Date.now() - quietSince < quietMs; ) {
    await page.waitForTimeout(20)
    if (requests.size > 0) quietSince = Date.now()
  }
  // There may be several; each that is gone makes the next one the first.
  for (const loading = page.getByRole('status', { name: 'Loading' }); (await loading.count()) > 0; )
    await loading.first().waitFor({ state: 'detached' })
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
}

/** Goes to an address as a link does, without loading the dashboard anew. */
export async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate((address) => history.pushState({}, '', address), `/app${path}`)
  await settled(page)
}
