/** ECharts with the parts our charts use, and no more. */
import type { Chart } from '@pratibimba/reports/charts'
import {
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  PieChart,
  RadarChart,
  ScatterChart,
} from 'echarts/charts'
import {
  GridComponent,
  RadarComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
} from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  PieChart,
  RadarChart,
  ScatterChart,
  GridComponent,
  RadarComponent,
  TooltipComponent,
  VisualMapContinuousComponent,
  LabelLayout,
  SVGRenderer,
])

interface DrawingProps extends Pick<Chart, 'option' | 'heightPx'> {
  /** Called with the row of the table behind a mark that is clicked. */
  readonly onPick?: (row: number) => void
}

export function Drawing({ option, heightPx, onPick }: DrawingProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(null)
  useEffect(() => {
    chart.current = init(place.current!, null, { renderer: 'svg' })
    const observer = new ResizeObserver(() => chart.current?.resize())
    observer.observe(place.current!)
    return () => {
      observer.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true })
  }, [option])
  useEffect(() => {
    if (onPick === undefined) return
    const pick = ({ dataIndex }: { dataIndex: number }) => onPick(dataIndex)
    const drawn = chart.current
    drawn?.on('click', pick)
    return () => {
      drawn?.off('click', pick)
    }
  }, [onPick])
  return <div ref={place} style={{ height: heightPx }} />
}
