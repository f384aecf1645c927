/** Who answers the operations of early warning. */
import { warningPortfolioHandlers } from './portfolio.ts'
import { worklistHandlers } from './worklist.ts'

export const warningHandlers = {
  ...worklistHandlers,
  ...warningPortfolioHandlers,
}
