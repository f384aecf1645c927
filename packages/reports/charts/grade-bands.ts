/** What each grade promises: the range its default rate is expected in. */

export const gradeDefaultRanges: Readonly<Record<string, readonly [lowest: number, highest: number]>> = {
  A: [0.005, 0.01],
  B: [0.015, 0.03],
  C: [0.04, 0.08],
  D: [0.12, 0.2],
  E: [0.25, 0.4],
}
