/** Colours, type and sizes; the colours are those of the charts. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { type ChartTheme, chartThemes } from '@pratibimba/reports/charts'

const accent: MantineColorsTuple = [
  '#E9F5F3',
  '#CBE8E4',
  '#8FD8CE',
  chartThemes.dark.accent,
  '#2FA899',
  '#1A9185',
  '#107E74',
  chartThemes.light.accent,
  '#08564F',
  '#063F3A',
]
const gray: MantineColorsTuple = [
  '#F7F8FA',
  '#F0F2F5',
  chartThemes.light.hairline,
  '#D5DAE1',
  '#C4CAD3',
  '#9AA2AF',
  '#6B7380',
  chartThemes.light.inkMuted,
  '#2F353F',
  chartThemes.light.ink,
]
const dark: MantineColorsTuple = [
  chartThemes.dark.ink,
  '#C6CBD4',
  chartThemes.dark.inkMuted,
  '#7D8694',
  '#333A46',
  '#262C35',
  '#1B1F26',
  '#101318',
  '#0C0E12',
  '#08090C',
]
const red: MantineColorsTuple = [
  '#FBEEF1',
  '#F6D9E0',
  '#F0A9BC',
  '#EA5480',
  '#D93D6B',
  '#BE2C57',
  '#A52148',
  chartThemes.light.risk[4],
  '#74152F',
  '#591024',
]

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { accent, gray, dark, red },
  white: '#FFFFFF',
  black: chartThemes.light.ink,
  fontFamily: chartThemes.light.fontFamily,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '18px' },
  fontWeights: { regular: '400', medium: '500', bold: '500' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.45', lg: '1.5', xl: '1.35' },
  headings: {
    fontWeight: '500',
    sizes: {
      h1: { fontSize: '28px', lineHeight: '36px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
      h4: { fontSize: '14px', lineHeight: '20px' },
      h5: { fontSize: '14px', lineHeight: '20px' },
      h6: { fontSize: '12px', lineHeight: '16px' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { classNames: { root: 'quiet-when-disabled' } },
    Tooltip: { defaultProps: { openDelay: 200, withArrow: false } },
    Modal: {
      classNames: { content: 'edged' },
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } },
    },
    Notification: {
      classNames: { root: 'edged' },
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
    },
    Spotlight: { classNames: { content: 'edged' } },
    SpotlightRoot: { classNames: { content: 'edged' } },
  },
})

/** One set of names for our own style sheets, and the few colours of Mantine that need more contrast. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...namesOf(chartThemes.light),
    '--ground': '#FFFFFF',
    '--ground-side': '#F7F8FA',
    '--hover': '#F3F5F8',
    '--accent-soft': '#E9F5F3',
    '--alarm': chartThemes.light.risk[4],
    '--alarm-soft': '#FBEEF1',
    '--caution-soft': '#FDF5E4',
    '--mantine-color-error': chartThemes.light.risk[4],
    '--mantine-color-dimmed': chartThemes.light.inkMuted,
    '--mantine-color-placeholder': '#6B7380',
  },
  dark: {
    ...namesOf(chartThemes.dark),
    '--ground': '#101318',
    '--ground-side': '#0C0E12',
    '--hover': '#1E232B',
    '--accent-soft': '#14302E',
    '--alarm': '#F58BA8',
    '--alarm-soft': '#33161F',
    '--caution-soft': '#30270F',
    '--mantine-color-error': '#F58BA8',
    '--mantine-color-dimmed': chartThemes.dark.inkMuted,
    '--mantine-color-placeholder': '#8B93A1',
  },
})

function namesOf(colors: ChartTheme): Record<string, string> {
  return {
    '--surface': colors.surface,
    '--ink': colors.ink,
    '--ink-muted': colors.inkMuted,
    '--hairline': colors.hairline,
    '--accent': colors.accent,
    '--reference': colors.reference,
    '--band': colors.band,
    ...Object.fromEntries(colors.risk.map((color, ordinal) => [`--risk-${ordinal + 1}`, color])),
  }
}
