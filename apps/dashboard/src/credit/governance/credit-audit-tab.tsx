/** The audit chain of credit decisions: verified, and filtered by what was done. */
import { getRouteApi } from '@tanstack/react-router'
import { AuditTable } from '../../audit/audit-table.tsx'
import { VerifyChain } from '../../audit/verify-chain.tsx'
import { ChoiceFilter, FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { PanelStack } from '../../parts/panel.tsx'
import { creditOperations } from './credit-operations.ts'

const route = getRouteApi('/governance')

export function CreditAuditTab() {
  const { operation, subject, page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const filter = (change: { operation?: string; subject?: string }) =>
    navigate({
      search: (before) => ({ ...before, page: undefined, ...change }),
      replace: true,
      resetScroll: false,
    })
  return (
    <PanelStack>
      <VerifyChain />
      <FilterBar>
        <ChoiceFilter
          label="What was done"
          everything="Every operation"
          value={operation}
          choices={creditOperations.map((one) => ({ value: one.operation, label: one.title }))}
          onChange={(next) => filter({ operation: next })}
        />
        <TextFilter
          label="Subject"
          placeholder="Whole id of a decision, version or experiment"
          value={subject}
          onChange={(text) => filter({ subject: text })}
        />
        <LinkButton to="/audit" variant="default">
          The whole chain
        </LinkButton>
      </FilterBar>
      <AuditTable
        operation={operation}
        subject={subject}
        page={page}
        onPage={(next) =>
          navigate({ search: (before) => ({ ...before, page: next > 1 ? next : undefined }) })
        }
        onClear={() => navigate({ search: { tab: 'audit' } })}
      />
    </PanelStack>
  )
}
