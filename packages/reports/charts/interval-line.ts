/** Intervals as lines from one end to the other: what an estimate allows, or what lies between two figures. */
import type { CustomSeriesOption, CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts'

interface LineStyle {
  readonly color: string
  readonly widthPx?: number
}

/** @param rows [from, row, to]: from and to on the axis of figures, row on that of names */
export function intervalsAcross(
  rows: readonly (readonly [from: number, row: number, to: number])[],
  style: LineStyle,
): CustomSeriesOption {
  return intervalLines(rows, { x: [0, 2], y: 1 }, [0, 1], [2, 1], style)
}

/** @param points [at, from, to]: at on the axis below, from and to on the upright axis */
export function intervalsUpright(
  points: readonly (readonly [at: number, from: number, to: number])[],
  style: LineStyle,
): CustomSeriesOption {
  return intervalLines(points, { x: 0, y: [1, 2] }, [0, 1], [0, 2], style)
}

type Dimensions = readonly [x: number, y: number]

function intervalLines(
  data: readonly (readonly number[])[],
  encode: NonNullable<CustomSeriesOption['encode']>,
  from: Dimensions,
  to: Dimensions,
  { color, widthPx = 1 }: LineStyle,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    data: data.map((one) => [...one]),
    encode,
    renderItem: (_: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
      const [x1, y1] = api.coord(from.map((dimension) => api.value(dimension)))
      const [x2, y2] = api.coord(to.map((dimension) => api.value(dimension)))
      return {
        type: 'line',
        shape: { x1: x1!, y1: y1!, x2: x2!, y2: y2! },
        style: { stroke: color, lineWidth: widthPx },
      }
    },
  }
}
