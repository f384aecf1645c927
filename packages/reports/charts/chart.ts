/** A chart is an option for ECharts together with the finding it shows and the table behind it. */
import type { EChartsOption } from 'echarts'
import type { ChartTheme } from './theme.ts'

export interface ChartTable {
  readonly columns: readonly { readonly header: string; readonly align: 'left' | 'right' }[]
  readonly rows: readonly (readonly string[])[]
}

export interface Chart {
  /** States the finding. */
  readonly title: string
  /** What is drawn and how to read it, for someone who cannot see it. */
  readonly description: string
  readonly option: EChartsOption
  readonly table: ChartTable
  readonly heightPx: number
}

export const left = (header: string) => ({ header, align: 'left' as const })
export const right = (header: string) => ({ header, align: 'right' as const })

/** What every option has in common. */
export function baseOption(theme: ChartTheme): EChartsOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.fontFamily, fontSize: 12, color: theme.ink },
    tooltip: {
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.hairline,
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { color: theme.ink, fontSize: 12, fontFamily: theme.fontFamily },
      extraCssText: 'box-shadow:none;border-radius:6px;font-variant-numeric:tabular-nums',
    },
  }
}

/** An axis of names without lines. */
export function nameAxis(theme: ChartTheme, names: readonly string[]) {
  return {
    type: 'category' as const,
    data: [...names],
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: theme.ink, fontSize: 12, hideOverlap: false, interval: 0 },
  }
}

/** An axis of numbers with hairlines. */
export function numberAxis(theme: ChartTheme, format: (value: number) => string, title?: string) {
  return {
    type: 'value' as const,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: theme.hairline, width: 1 } },
    axisLabel: { color: theme.inkMuted, fontSize: 12, formatter: format, hideOverlap: true },
    ...(title === undefined
      ? {}
      : {
          name: title,
          nameLocation: 'middle' as const,
          nameGap: 28,
          nameTextStyle: { color: theme.inkMuted, fontSize: 12 },
        }),
  }
}

/** Text that is put into a tooltip's HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
