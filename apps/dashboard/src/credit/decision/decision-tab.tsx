/** How the outcome came about and why. */
import { PanelGrid, PanelStack } from '../../parts/panel.tsx'
import { CounterfactualPanel } from './counterfactual-panel.tsx'
import type { DecisionFile } from './decision-file.ts'
import { DecisionPath } from './decision-path.tsx'
import { DriversPanel } from './drivers-panel.tsx'
import { ReasonsPanel } from './reasons-panel.tsx'
import { ReviewedPanel } from './reviewed-panel.tsx'

export function DecisionTab({ file }: { file: DecisionFile }) {
  const { decision, features, review } = file
  return (
    <PanelStack>
      {review !== null && <ReviewedPanel review={review} />}
      <PanelGrid>
        <DecisionPath file={file} />
        <PanelStack>
          <ReasonsPanel decision={decision} />
          <CounterfactualPanel decision={decision} />
          <DriversPanel explanation={decision.explanation} features={features} />
        </PanelStack>
      </PanelGrid>
    </PanelStack>
  )
}
