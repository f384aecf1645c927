import { chartThemes, type Scheme } from '@pratibimba/reports/charts'
import { type EChartsType, init } from 'echarts'
import { describe, expect, it } from 'vitest'
import { everyGovernanceChart } from './credit/governance-examples.ts'
import { everyChart } from './examples.ts'
import { everyCustomerChart } from './warning/customer-examples.ts'
import { everyInterventionChart } from './warning/intervention-examples.ts'
import { everyModelChart } from './warning/model-examples.ts'

function svgOf(option: Parameters<EChartsType['setOption']>[0], height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 640, height })
  try {
    chart.setOption(option)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

for (const scheme of Object.keys(chartThemes) as Scheme[]) {
  describe(`every chart on ${scheme} ground`, () => {
    const theme = chartThemes[scheme]
    const charts = {
      ...everyChart(theme),
      ...everyCustomerChart(theme),
      ...everyInterventionChart(theme),
      ...everyModelChart(theme),
      ...everyGovernanceChart(theme),
    }
    it.each(Object.keys(charts))('%s renders without a DOM and without NaN', (name) => {
      const { option, heightPx } = charts[name]!
      const svg = svgOf(option, heightPx)
      expect(svg).toContain('<svg')
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    })
    it.each(Object.keys(charts))(
      '%s has a finding for a title, a description and a rectangular table',
      (name) => {
        const { title, description, table, heightPx, option } = charts[name]!
        expect(title.length).toBeGreaterThan(10)
        expect(`${title} ${JSON.stringify(table)}`).not.toMatch(/NaN|undefined|Infinity|null/)
        expect(description).toMatch(/\.$/)
        expect(heightPx).toBeGreaterThan(0)
        for (const row of table.rows) expect(row).toHaveLength(table.columns.length)
        const colours = new Set(JSON.stringify(option.series).match(/#[0-9A-F]{6}/gi))
        expect(colours.size).toBeLessThanOrEqual(10)
      },
    )
  })
}
