/** Every program a team of threads can run: one line each, loaded when a team first runs it. */
import type { TeamProgram } from '@pratibimba/numerics/wasm'

// biome-ignore lint/suspicious/noExplicitAny: set-ups differ by kind; the caller's program types them
export type AnyProgram = TeamProgram<any>

export const teamPrograms: Readonly<Record<string, () => Promise<AnyProgram>>> = {
  'tree-binning': async () => (await import('@pratibimba/learning/trees/binning')).binningProgram,
  'tree-growth': async () => (await import('@pratibimba/learning/trees/growth')).growthProgram,
  'tree-boosting': async () => (await import('@pratibimba/learning/trees/boosting')).boostingProgram,
  'tree-forest': async () => (await import('@pratibimba/learning/trees/forests')).forestProgram,
  'tree-shap': async () => (await import('@pratibimba/learning/explanation/tree-shap')).treeShapProgram,
  'symmetric-level': async () => (await import('@pratibimba/learning/trees/symmetric')).levelProgram,
}
