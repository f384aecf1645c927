/** Applications for credit as a bank might upload them, with outcomes of those accepted; all made up. Runs in a thread. */
import { openTables } from '@pratibimba/adapters/tables'
import { type Column, type Frame, frameOf, frameSchema } from '@pratibimba/numerics/frame'
import { generateApplications, planApplications } from '@pratibimba/risk/applications'

export interface ApplicationsFile {
  readonly path: string
  readonly applications: number
  readonly months: number
  /** Days since 1970-01-01. */
  readonly firstDay: number
  readonly seed: number
}

/** The protected attributes stand beside them, so that fairness can be measured: no model reads them. */
export async function writeApplications(work: ApplicationsFile): Promise<void> {
  const { path, applications: count, months, firstDay, seed } = work
  const tables = await openTables({ threads: 1 })
  try {
    const [block] = generateApplications(planApplications({ count, months, firstDay, seed }), count)
    const frame = joined(block.applications, block.protected)
    const sink = await tables.openSink(path, frameSchema(frame), { format: 'csv' })
    await sink.write(frame)
    await sink.close()
  } finally {
    await tables.close()
  }
}

function joined(applications: Frame, attributes: Frame): Frame {
  return frameOf([
    ...applications.columns,
    ...[...attributes.columns].filter(([name]: [string, Column]) => !applications.columns.has(name)),
  ])
}
