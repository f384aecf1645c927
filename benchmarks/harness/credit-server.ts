/** A data directory with a credit model of 400 trees in use, for a server to be started on. */
import { compose } from '../../apps/server/compose.ts'
import { readSettings } from '../../apps/server/settings.ts'
import { registerModel, smallCreditModel } from '../../apps/server/tests/credit/support/credit-bank.ts'

/** Trees of 31 leaves, learnt from 20,000 applications. */
export const TREES = 400

export async function prepareCreditServer(dataDirectory: string): Promise<void> {
  const settings = readSettings({ PRATIBIMBA_LOG_LEVEL: 'silent' }, { dataDirectory, demo: false })
  const { context, close } = await compose(settings, (error) => console.error(error))
  try {
    const bundle = await smallCreditModel({ count: 20_000, trees: TREES, leaves: 31 })
    await registerModel(context, bundle, 'cd-benchmark')
  } finally {
    await close()
  }
}
