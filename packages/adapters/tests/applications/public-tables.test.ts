/** Tables of others: features as they are, since they are no applications. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openTables } from '@pratibimba/adapters/tables'
import { featuresOfFrame } from '@pratibimba/learning/data'
import { tableOfApplications } from '@pratibimba/risk/applications'
import { describe, expect, it } from 'vitest'

const data = process.env.PRATIBIMBA_PUBLIC_DATA ?? resolve(import.meta.dirname, '../../../../../shared/data')
const present = existsSync(data)

describe.skipIf(!present)(
  `public credit tables${present ? '' : ` (skipped: no data at PRATIBIMBA_PUBLIC_DATA, ${data})`}`,
  () => {
    it.each([
      ['german_credit/south_german_credit.csv.gz', 'credit_risk', 1000, 20],
      [
        'taiwan_credit_default/default_of_credit_card_clients.csv.gz',
        'default payment next month',
        30_000,
        24,
      ],
    ])('%s', async (file, target, rows, features) => {
      const tables = await openTables()
      const { frame } = await tables.read(join(data, file))
      await tables.close()
      const table = tableOfApplications(frame, { asOfDay: 20_000, keep: [target] })
      if (table.kind !== 'plain_features') throw new Error(JSON.stringify(table.mapping))
      expect(table.why).toMatch(/no column for annual_income/)
      expect(table.features.rows).toBe(rows)
      expect(featuresOfFrame(table.features, new Set([target])).features.length).toBe(features)
    })
  },
)
