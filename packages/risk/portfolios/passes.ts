/** The two passes over a portfolio: the first weighs the borrowers, the second writes them. Neither depends on the cut into pieces. */
import type { Frame } from '@pratibimba/numerics/frame'
import { openStream } from '@pratibimba/numerics/random'
import type { TaskKind } from '../ports/compute.ts'
import { borrowerArrays, borrowerFrame } from './borrower-columns.ts'
import { openBorrowerDraw } from './borrower-draw.ts'
import { loanArrays, loanFrame, MOST_LOANS } from './loan-columns.ts'
import { openLoanDraw } from './loan-draw.ts'
import { paymentFrame } from './payment-rows.ts'
import type { PortfolioPlan } from './plan.ts'
import { openRiskDraw, UNITS } from './risk-draw.ts'
import {
  addWeight,
  emptyWeightTable,
  openSelection,
  type Selection,
  type WeightTable,
} from './systematic-sampling.ts'

/** Borrowers [start, end) by index. */
export interface BorrowerRange {
  readonly start: number
  readonly end: number
}

/** The first pass: default weights of a range, as exact sums by size. */
export const riskPass: TaskKind<PortfolioPlan, BorrowerRange, WeightTable> = {
  kind: 'portfolio-risk',
  open(plan) {
    const risk = openRiskDraw(plan)
    return ({ start, end }) => {
      const table = emptyWeightTable()
      for (let index = start; index < end; index++) {
        risk.draw(index)
        addWeight(table, risk.weight)
      }
      return table
    }
  },
}

/** What the second pass needs besides the plan: who is selected; absent where the rate is drawn. */
export interface RowsSetup {
  readonly plan: PortfolioPlan
  readonly selection?: Selection
}

export interface RowsPiece extends BorrowerRange {
  /** Sum of the capped weights of all borrowers before `start`. */
  readonly weightBefore: bigint
}

export interface PortfolioRows {
  readonly borrowers: Frame
  readonly loans: Frame
  readonly payments?: Frame
  readonly defaults: number
  /** True PD of each borrower over twelve months, before the common factor; not part of any file. Shape [borrowers]. */
  readonly pd12m: Float64Array
}

/** The second pass: the rows of a range. */
export const rowsPass: TaskKind<RowsSetup, RowsPiece, PortfolioRows> = {
  kind: 'portfolio-rows',
  open({ plan, selection }) {
    const risk = openRiskDraw(plan)
    const drawBorrower = openBorrowerDraw(plan, risk)
    const drawLoans = openLoanDraw(plan)
    // Loans are copied out at their true number; the room they are drawn into is used again.
    let room = loanArrays(0)
    const chance = openStream(plan.config.seed, 'portfolio-drawn-defaults')
    return ({ start, end, weightBefore }) => {
      const borrowers = borrowerArrays(end - start)
      if (room.serial.length < (end - start) * MOST_LOANS) room = loanArrays((end - start) * MOST_LOANS)
      const loans = room
      loans.rows = 0
      const isHit = selection === undefined ? undefined : openSelection(selection, weightBefore)
      let defaults = 0
      for (let index = start; index < end; index++) {
        const row = index - start
        risk.draw(index)
        const isDefault =
          isHit === undefined ? chance.at(index).uniform() * UNITS < risk.weight : isHit(risk.weight)
        if (isDefault) defaults++
        drawBorrower(borrowers, row, index, isDefault)
        drawLoans(loans, borrowers, row, index, risk.product)
      }
      const payments = plan.config.includePaymentHistory ? paymentFrame(plan, loans, borrowers) : undefined
      return {
        borrowers: borrowerFrame(borrowers, plan.config.demographic?.group),
        loans: loanFrame(loans),
        ...(payments && { payments }),
        defaults,
        pd12m: borrowers.pd12m,
      }
    }
  },
}
