/** Colours and type of every chart, on light and on dark ground. */

import type { RiskLevel } from '@pratibimba/contract'

export type Scheme = 'light' | 'dark'

export interface ChartTheme {
  readonly scheme: Scheme
  readonly surface: string
  readonly ink: string
  readonly inkMuted: string
  readonly hairline: string
  /** The one colour that does not mean risk. */
  readonly accent: string
  /** What the accent is compared with: the original beside its twin, the target beside what was achieved. */
  readonly reference: string
  /** Band in which a figure is expected. */
  readonly band: string
  /** Very low to very high; safe for colour-blind readers, always shown with a letter. */
  readonly risk: readonly [string, string, string, string, string]
  /** From −1 over 0 to +1. */
  readonly diverging: readonly [string, string, string, string, string]
  readonly fontFamily: string
}

const fontFamily = "'Inter Variable', Inter, system-ui, sans-serif"

const light: ChartTheme = {
  scheme: 'light',
  surface: '#FFFFFF',
  ink: '#15191F',
  inkMuted: '#59616E',
  hairline: '#E2E5EA',
  accent: '#0B6B64',
  reference: '#9AA2AF',
  band: '#E6E9EE',
  risk: ['#2C7BB6', '#7FB8D6', '#E8B04A', '#D7642C', '#8E1B3A'],
  diverging: ['#8C510A', '#D8B365', '#F7F7F5', '#5AB4AC', '#01665E'],
  fontFamily,
}

const dark: ChartTheme = {
  scheme: 'dark',
  surface: '#16191F',
  ink: '#E9EBEF',
  inkMuted: '#A4ABB8',
  hairline: '#2B313B',
  accent: '#4CC3B4',
  reference: '#7D8694',
  band: '#2A303A',
  risk: ['#4C9FDB', '#A5D3EA', '#F2C96D', '#F08A50', '#EA5480'],
  diverging: ['#D9A04E', '#8A6632', '#20252D', '#2C7E76', '#5FD3C5'],
  fontFamily,
}

export const chartThemes = { light, dark } as const satisfies Record<Scheme, ChartTheme>

/** The colour of the ordinal-th of five risk classes, 0 the lowest. */
export function riskColor(theme: ChartTheme, ordinal: number): string {
  return theme.risk[Math.min(4, Math.max(0, ordinal))]!
}

/** The colour of a risk level. */
export function levelColor(theme: ChartTheme, level: RiskLevel): string {
  return riskColor(theme, levelOrdinals[level])
}

const levelOrdinals = { LOW: 0, MEDIUM: 2, HIGH: 3, CRITICAL: 4 } as const satisfies Record<RiskLevel, number>

/** Black or white ink, whichever is easier to read on a ground given as #RRGGBB. */
export function inkOn(ground: string): '#15191F' | '#FFFFFF' {
  const luminance = relativeLuminance(ground)
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.0592 ? '#FFFFFF' : '#15191F'
}

/** WCAG relative luminance of #RRGGBB, 0–1. */
function relativeLuminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
