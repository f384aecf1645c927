/** The portfolio on the wire. */
import {
  type Operations,
  type ReplyOf,
  type RiskLevel,
  riskLevels,
  type Segmentation,
} from '@pratibimba/contract'
import type { PortfolioDay, Segment, Segmentation as StoredSegmentation } from '@pratibimba/risk/ports'

type Figures = NonNullable<ReplyOf<Operations['portfolioStats']>['present']>
type SegmentRow = ReplyOf<Operations['listSegments']>['segments'][number]

export function figuresToWire(day: PortfolioDay): Figures {
  const { HIGH, CRITICAL } = day.byLevel
  return {
    as_of_date: day.asOfDate,
    customers: day.customers,
    high_risk: HIGH + CRITICAL,
    critical: CRITICAL,
    average_risk_score: day.meanScore,
    portfolio_health: healthOf(day),
    exposure_minor: day.exposureMinor,
    expected_loss_minor: day.expectedLossMinor,
    by_level: levelsToWire(day.byLevel),
  }
}

/** 100 × (1 − expected loss ÷ exposure); a portfolio without exposure has nothing to lose. */
function healthOf({ exposureMinor, expectedLossMinor }: PortfolioDay): number {
  return exposureMinor <= 0 ? 100 : 100 * Math.min(1, Math.max(0, 1 - expectedLossMinor / exposureMinor))
}

function levelsToWire(byLevel: Readonly<Record<RiskLevel, number>>): Figures['by_level'] {
  return riskLevels.map((level) => ({ level, customers: byLevel[level] }))
}

export const storedSegmentations = {
  region: 'region',
  employment_type: 'employment_type',
  income_bracket: 'income_bracket',
  age_band: 'age_band',
  home_ownership: 'home_ownership',
  risk_level: 'risk_level',
} as const satisfies Record<Segmentation, StoredSegmentation>

export function segmentToWire(segment: Segment): SegmentRow {
  const highRisk = segment.byLevel.HIGH + segment.byLevel.CRITICAL
  return {
    segment: segment.value ?? 'unknown',
    customers: segment.customers,
    average_risk_score: segment.meanScore,
    high_risk: highRisk,
    high_risk_share: segment.customers === 0 ? 0 : highRisk / segment.customers,
    exposure_minor: segment.exposureMinor,
    expected_loss_minor: segment.expectedLossMinor,
  }
}
