/** Who answers the operations of early warning. */

import { customerHandlers } from './customer.ts'
import { warningEventHandlers } from './events.ts'
import { importHandlers } from './import.ts'
import { interventionFigureHandlers } from './intervention-figures.ts'
import { interventionHandlers } from './interventions.ts'
import { modelHandlers } from './models.ts'
import { monitoringHandlers } from './monitoring.ts'
import { pipelineHandlers } from './pipeline.ts'
import { warningPortfolioHandlers } from './portfolio.ts'
import { scoringHandlers } from './scoring.ts'
import { worklistHandlers } from './worklist.ts'

export const warningHandlers = {
  ...worklistHandlers,
  ...warningPortfolioHandlers,
  ...interventionHandlers,
  ...interventionFigureHandlers,
  ...scoringHandlers,
  ...customerHandlers,
  ...warningEventHandlers,
  ...pipelineHandlers,
  ...importHandlers,
  ...modelHandlers,
  ...monitoringHandlers,
}
