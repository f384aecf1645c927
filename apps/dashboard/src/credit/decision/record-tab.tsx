/** Where the decision stands in the record, whether it can be made again to the byte, and the end of a person's data. */
import { PanelGrid, PanelStack } from '../../parts/panel.tsx'
import type { DecisionFile } from './decision-file.ts'
import { ErasePerson } from './erase-person.tsx'
import { RecordFacts } from './record-facts.tsx'
import { ReplayPanel } from './replay-panel.tsx'

export function RecordTab({ file }: { file: DecisionFile }) {
  const { decision_id, customer_id } = file.decision
  return (
    <PanelGrid>
      <PanelStack>
        <ReplayPanel id={decision_id} />
        <ErasePerson customerId={customer_id} />
      </PanelStack>
      <RecordFacts file={file} />
    </PanelGrid>
  )
}
