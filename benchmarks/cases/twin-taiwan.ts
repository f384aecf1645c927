/** A twin of a real file of 30,000 credit-card clients, whole process, and a million rows from its model. */
import { join } from 'node:path'
import type { BenchmarkCase } from '../harness/case.ts'
import { inScratchFolder, measureProgram, median } from '../harness/measure.ts'
import { realData } from '../harness/real-data.ts'

export const twinTaiwan: BenchmarkCase = {
  id: 'twin-taiwan',
  title: 'Twin of 30,000 × 24 (default of credit card clients, Taiwan)',
  command: 'npx pratibimba twin default_of_credit_card_clients.csv.gz --rows 30000 --primary-key ID',
  run: () => {
    const data = realData('taiwan_credit_default/default_of_credit_card_clients.csv.gz')
    if (data === undefined)
      return Promise.resolve({ skipped: 'the Taiwan file is not there (PRATIBIMBA_PUBLIC_DATA)' })
    return inScratchFolder(async (folder) => {
      const runs = []
      for (let i = 0; i < 3; i++)
        runs.push(
          await measureProgram(
            [
              'twin',
              data,
              '--rows',
              '30000',
              '--primary-key',
              'ID',
              '--no-compare',
              '--out',
              `twin-${i}.csv`,
            ],
            folder,
          ),
        )
      await measureProgram(['twin', 'fit', data, '--primary-key', 'ID', '--out', 'model.twin'], folder)
      const million = await measureProgram(
        ['twin', 'sample', join(folder, 'model.twin'), '--rows', '1000000', '--out', 'million.csv'],
        folder,
      )
      return [
        {
          name: 'fit and 30,000 rows, wall',
          value: median(runs.map((run) => run.wallSeconds)),
          unit: 's',
          promise: { atMost: 4 },
        },
        { name: 'fit and 30,000 rows, CPU', value: median(runs.map((run) => run.cpuSeconds)), unit: 's' },
        {
          name: 'fit and 30,000 rows, peak',
          value: median(runs.map((run) => run.peakMegabytes)),
          unit: 'MB',
        },
        {
          name: '1M rows streamed to CSV, wall',
          value: million.wallSeconds,
          unit: 's',
          promise: { atMost: 30 },
        },
        {
          name: '1M rows streamed to CSV, peak',
          value: million.peakMegabytes,
          unit: 'MB',
          promise: { atMost: 1000 },
        },
      ]
    })
  },
}
