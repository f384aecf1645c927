/** Pictures of every page, light, dark, on a phone, empty and failing, for people to look at: test-results/screenshots. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { ensureBank, openCases, riskiest } from './browser/bank.ts'
import { decisionOf, ensureCreditBank } from './browser/credit-bank.ts'
import {
  cloned,
  generated,
  launchBrowser,
  startTestServer,
  type TestServer,
  uploaded,
} from './browser/support.ts'

const folder = join(import.meta.dirname, '../../../test-results/screenshots')
const looks = {
  light: { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
} as const

await mkdir(folder, { recursive: true })
const [server, browser] = await Promise.all([startTestServer(), launchBrowser()])
try {
  await takeEmpty(server, browser)
  await takePages(server, browser, await fill(server))
  await takeFailures(server, browser)
  process.stdout.write(`${folder}\n`)
} finally {
  await browser.close()
  await server.remove()
}

interface Filled {
  readonly portfolioId: string
  readonly twinId: string
  readonly fileId: string
  readonly customerId: string
  readonly decisionId: string
}

async function fill(server: TestServer): Promise<Filled> {
  for (const seed of [1, 2, 3, 4])
    await generated(server, { num_borrowers: 2_500 * seed, seed, target_default_rate: 0.02 + seed / 200 })
  const portfolioId = await generated(server, {
    num_borrowers: 25_000,
    target_default_rate: 0.03,
    include_payment_history: true,
    history_months: 12,
    seed: 734211,
  })
  const fileId = await uploaded(server, 4_000)
  const twinId = await cloned(server, { file_id: fileId, num_samples: 4_000, seed: 11 })
  await ensureBank(server)
  await openCases(server, 30)
  const { id: customerId } = await riskiest(server)
  await ensureCreditBank(server)
  const { id: decisionId } = await decisionOf(server, 'waiting=true')
  return { portfolioId, twinId, fileId, customerId, decisionId }
}

async function takePages(server: TestServer, browser: Browser, filled: Filled) {
  const { portfolioId, twinId, fileId, customerId, decisionId } = filled
  const pages: Record<string, string> = {
    overview: '/overview',
    actions: '/actions',
    'actions-customer': `/actions?customer=${customerId}`,
    interventions: '/interventions',
    customers: '/customers',
    'customers-filtered': '/customers?level=HIGH,CRITICAL&sort=expected_loss',
    customer: `/customers/${customerId}`,
    'customer-behaviour': `/customers/${customerId}?tab=behaviour`,
    'customer-transactions': `/customers/${customerId}?tab=transactions`,
    'customer-features': `/customers/${customerId}?tab=features`,
    'customer-history': `/customers/${customerId}?tab=history`,
    decisions: '/decisions',
    decision: `/decisions/${decisionId}`,
    'decision-evidence': `/decisions/${decisionId}?tab=evidence`,
    'decision-letter': `/decisions/${decisionId}?tab=letter`,
    'decision-record': `/decisions/${decisionId}?tab=record`,
    reviews: '/reviews',
    policies: '/policies',
    policy: '/policies/consumer-lending/1',
    'policy-tests': '/policies/consumer-lending/1?tab=tests',
    'policy-edit': '/policies/consumer-lending/1?edit=true',
    'policy-simulation': '/policies/consumer-lending/1?tab=simulation',
    experiments: '/experiments',
    'experiment-new': '/experiments?create=true',
    'credit-models': '/credit-models',
    'credit-models-live': '/credit-models?tab=live',
    'credit-model': '/credit-models/champion',
    'credit-model-lineage': '/credit-models/champion?tab=lineage',
    'credit-model-card': '/credit-models/champion?tab=card',
    'credit-model-reports': '/credit-models/champion?tab=reports&step=fairness',
    governance: '/governance',
    'governance-pack': '/governance?pack=us-reg-b',
    'governance-monitoring': '/governance?tab=monitoring',
    'governance-audit': '/governance?tab=audit',
    portfolios: '/portfolios',
    portfolio: `/portfolios/${portfolioId}`,
    'portfolio-data': `/portfolios/${portfolioId}?tab=data`,
    'portfolio-files': `/portfolios/${portfolioId}?tab=files`,
    'portfolio-settings': `/portfolios/${portfolioId}?tab=settings`,
    'portfolio-audit': `/portfolios/${portfolioId}?tab=audit`,
    twin: `/portfolios/${twinId}`,
    'twin-columns': `/portfolios/${twinId}?tab=columns`,
    'twin-column': `/portfolios/${twinId}?tab=columns&column=production_loans.income`,
    generate: '/generate',
    upload: '/twin',
    review: `/uploads/${fileId}`,
    clone: `/uploads/${fileId}?step=clone`,
    uploads: '/uploads',
    features: '/features',
    feature: '/features?feature=overall_stress_score',
    monitor: '/monitor',
    'data-import': '/data?tab=import',
    jobs: '/jobs',
    audit: '/audit?verify=true',
  }
  for (const [look, settings] of Object.entries(looks)) {
    const context = await browser.newContext({ ...settings, reducedMotion: 'reduce' })
    const page = await context.newPage()
    for (const [name, path] of Object.entries(pages)) {
      await open(page, server, path)
      await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true })
    }
    await open(page, server, '/portfolios')
    await page.keyboard.press('Control+k')
    await page.getByText('Verify the audit chain').waitFor()
    await page.screenshot({ path: join(folder, `search-${look}.png`) })
    await context.close()
  }
}

async function takeEmpty(server: TestServer, browser: Browser) {
  const page = await browser.newPage(looks.light)
  for (const name of [
    'overview',
    'actions',
    'interventions',
    'customers',
    'monitor',
    'models',
    'data',
    'decisions',
    'reviews',
    'policies',
    'experiments',
    'credit-models',
    'governance',
    'portfolios',
    'uploads',
    'jobs',
    'audit',
  ]) {
    await open(page, server, `/${name}`)
    await page.screenshot({ path: join(folder, `empty-${name}.png`) })
  }
  await page.close()
}

/** Stops the server: the last pictures are those of its absence. */
async function takeFailures(server: TestServer, browser: Browser) {
  const page = await browser.newPage(looks.light)
  await open(page, server, '/portfolios/SYNTH_20200101_000000_dead')
  await page.screenshot({ path: join(folder, 'error-unknown-portfolio.png') })
  await open(page, server, '/nowhere')
  await page.screenshot({ path: join(folder, 'error-unknown-page.png') })
  await open(page, server, '/generate')
  await page.getByRole('switch', { name: 'Set the grade mix' }).click()
  await page.getByLabel('Target default rate').fill('90')
  await page.getByRole('button', { name: 'Generate portfolio' }).click()
  await page.getByText('Nothing was generated').waitFor()
  await page.screenshot({ path: join(folder, 'error-fields.png'), fullPage: true })
  await open(page, server, '/portfolios')
  await server.stop()
  await page.getByRole('link', { name: 'Jobs' }).click()
  await page.getByText(/has not answered since/).waitFor()
  await page.screenshot({ path: join(folder, 'error-server-gone.png') })
  await page.close()
}

async function open(page: Page, server: TestServer, path: string) {
  await page.goto(`${server.url}/app${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  // The monitor never falls silent: its feed stays open.
  if (!path.startsWith('/monitor')) await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}
