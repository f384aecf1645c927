/** Rank correlations of original and twin in one large map, with a switch between them and their difference. */
import { SegmentedControl } from '@mantine/core'
import type { TwinComparison } from '@pratibimba/contract'
import { type ChartTheme, correlationHeatmap } from '@pratibimba/reports/charts'
import { useCallback, useState } from 'react'
import { ChartPanel } from '../parts/chart-panel.tsx'

type Side = 'original' | 'twin' | 'difference'

const sides: { value: Side; label: string; subject: string }[] = [
  { value: 'original', label: 'Original', subject: 'Rank correlations of the original' },
  { value: 'twin', label: 'Twin', subject: 'Rank correlations of the twin' },
  { value: 'difference', label: 'Difference', subject: 'Rank correlations, twin minus original' },
]

export function TwinCorrelations({ correlation }: Pick<TwinComparison, 'correlation'>) {
  const [side, setSide] = useState<Side>('twin')
  const { columns, original, synthetic } = correlation
  const draw = useCallback(
    (theme: ChartTheme) => {
      if (side === 'original') return correlationHeatmap(theme, { columns, values: original })
      if (side === 'twin') return correlationHeatmap(theme, { columns, values: synthetic })
      const values = synthetic.map((row, y) => row.map((value, x) => value - original[y]![x]!))
      return correlationHeatmap(theme, { columns, values }, { kind: 'difference' })
    },
    [side, columns, original, synthetic],
  )
  if (columns.length < 2) return null
  return (
    <ChartPanel
      subject={sides.find(({ value }) => value === side)!.subject}
      draw={draw}
      choice={
        <SegmentedControl
          size="xs"
          value={side}
          onChange={(value) => setSide(value as Side)}
          data={sides.map(({ value, label }) => ({ value, label }))}
          aria-label="Correlations shown"
        />
      }
    />
  )
}
