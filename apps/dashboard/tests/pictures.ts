/**
 * The pictures of README and tour, taken from a running server with its demonstration data: docs/images.
 *
 *     node apps/dashboard/tests/pictures.ts http://127.0.0.1:8000      # once the demonstration bank is scored
 */
import { join } from 'node:path'
import { countRequests, settled } from './browser/settled.ts'
import { launchBrowser } from './browser/support.ts'

const [origin = 'http://127.0.0.1:8000'] = process.argv.slice(2)
const folder = join(import.meta.dirname, '../../../docs/images')

const browser = await launchBrowser()
try {
  const riskiest = await riskiestCustomer()
  await take('overview', '/overview', { width: 1440, height: 1075 })
  await take('action-center', '/actions', { width: 1440, height: 900 })
  await take('customer', `/customers/${riskiest}`, { width: 1440, height: 1420 })
  process.stdout.write(`${folder}\n`)
} finally {
  await browser.close()
}

async function riskiestCustomer(): Promise<string> {
  const response = await fetch(`${origin}/high-risk-customers?limit=1`)
  const { customers } = (await response.json()) as { customers: { customer_id: string }[] }
  if (customers[0] === undefined)
    throw new Error(`${origin} has no scored customers yet: wait for its demonstration bank.`)
  return customers[0].customer_id
}

async function take(name: string, path: string, viewport: { width: number; height: number }) {
  const page = await browser.newPage({ colorScheme: 'light', viewport, reducedMotion: 'reduce' })
  countRequests(page)
  await page.goto(`${origin}/app${path}`)
  await settled(page)
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role=img]')]
      .filter((chart) => chart.getBoundingClientRect().top < window.innerHeight)
      .every((chart) => chart.querySelector('canvas, svg') !== null),
  )
  await page.waitForTimeout(1_000)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  await page.close()
}
