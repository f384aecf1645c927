/** The language of cells. */
export {
  type CellProgram,
  compileCell,
  LARGEST_STEP,
  type Lookup,
  OUT_OF_RANGE,
  type Trouble,
  UNANSWERABLE,
} from './evaluate-cell.ts'
export {
  CellError,
  type CellExpression,
  type CellValue,
  cellPaths,
} from './expression.ts'
export { largestStep } from './largest-step.ts'
export { isEmptyCell, readCondition, readExpression } from './read-cell.ts'
