/** Every operation of early warning. */
import { customerOperations } from './customers.ts'
import { interventionOperations } from './interventions.ts'
import { warningModelOperations } from './models.ts'
import { pipelineOperations } from './pipeline.ts'
import { scoringOperations } from './scoring.ts'

export const warningOperations = {
  ...scoringOperations,
  ...customerOperations,
  ...interventionOperations,
  ...warningModelOperations,
  ...pipelineOperations,
}
