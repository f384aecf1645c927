/** The audit chain of credit decisions: verified, and filtered by what was done. */
import { Chip, Group } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { AuditTable } from '../../audit/audit-table.tsx'
import { VerifyChain } from '../../audit/verify-chain.tsx'
import { FilterBar, TextFilter } from '../../parts/filter-bar.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { PanelStack } from '../../parts/panel.tsx'
import { creditOperations } from './credit-operations.ts'

const route = getRouteApi('/governance')
const usual = creditOperations[0].operation

export function CreditAuditTab() {
  const { operation = usual, subject, page = 1 } = route.useSearch()
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
      <Chip.Group value={operation} onChange={(next) => filter({ operation: next as string })}>
        <Group gap={8} role="radiogroup" aria-label="What was done">
          {creditOperations.map(({ operation: name, title }) => (
            <Chip key={name} value={name} size="xs">
              {title}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
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
