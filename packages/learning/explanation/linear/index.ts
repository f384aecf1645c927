/** Why a scorecard said what it said. */
export { linearShap, meanWoe } from './linear-shap.ts'
export { type PointsLost, pointsLost } from './points-lost.ts'
