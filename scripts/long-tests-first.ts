/** Files of tests that take minutes begin first: one that begins last is waited for alone. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** By the end of their path, longest first. */
const long = [
  'apps/dashboard/tests/browser/dashboard.test.ts',
  'apps/server/tests/warning/scoring/killed.test.ts',
  'apps/server/tests/edges.test.ts',
  'examples/tests/examples.test.ts',
  'apps/server/tests/warning/pipeline/pipeline.test.ts',
]

export class LongTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((path) => moduleId.endsWith(path))
      return place < 0 ? long.length : place
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}
