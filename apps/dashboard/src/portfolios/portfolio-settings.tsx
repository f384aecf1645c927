/** The settings a portfolio was made with; the same settings make the same bytes. */
import type { Portfolio } from '@pratibimba/contract'
import { curlOf, generateCommand } from '../parts/commands.ts'
import { Copyable } from '../parts/copyable.tsx'
import { FactList } from '../parts/fact-list.tsx'
import { Panel, PanelGrid } from '../parts/panel.tsx'
import { SameAs } from '../parts/same-as.tsx'

export function PortfolioSettings({ portfolio }: { portfolio: Portfolio }) {
  const settings = Object.entries(portfolio.request).filter(
    ([, value]) => value !== null && value !== undefined,
  )
  return (
    <PanelGrid>
      <Panel title="Settings" description="The same settings and seed give the same bytes.">
        <FactList
          facts={settings.map(([name, value]) => [
            name,
            typeof value === 'number' && name === 'seed' ? (
              <Copyable key={name} text={String(value)} label="seed" />
            ) : (
              wordsOf(value)
            ),
          ])}
        />
      </Panel>
      {portfolio.source === 'SYNTHETIC' && (
        <Panel title="Make it again" description="Outside the dashboard, with the same result.">
          <SameAs
            curl={curlOf('generatePortfolio', portfolio.request)}
            command={generateCommand(portfolio.request)}
          />
        </Panel>
      )}
    </PanelGrid>
  )
}

function wordsOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(wordsOf).join(', ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${wordsOf(inner)}`)
      .join(', ')
  return String(value)
}
