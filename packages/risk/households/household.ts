/** One household at a time: its numbers, its draws, its books, and the two verbs by which money moves. */
import { normalQuantile } from '@pratibimba/numerics/distributions'
import type { RandomStream } from '@pratibimba/numerics/random'
import type { Books } from './books.ts'
import { CARD_ACCOUNT, CURRENT_ACCOUNT } from './codes.ts'
import { CARD_OWED, CURRENT, SAVINGS, STATE, TRAITS } from './layout.ts'
import type { World } from './run.ts'

/** Parts of a day, in order; rows of a part come in the order in which they were made. */
export const NIGHT = 0
export const DAWN = 1
export const MORNING = 2
export const DAYTIME = 3
export const EVENING = 4

export class Household {
  readonly world: World
  readonly traits = new Float64Array(TRAITS)
  readonly state = new Float64Array(STATE)
  /** A payment due on a watched day was missed since this was last set to false. */
  missed = false
  /** Watched due days: after the first, up to and including the second. */
  watchedAfter = Number.NEGATIVE_INFINITY
  watchedThrough = Number.POSITIVE_INFINITY
  day = 0
  /** day − the calendar's first day. */
  at = 0
  random: RandomStream
  books: Books
  /** false: shocks of the region are not known in advance and are drawn. */
  readonly knownShocks: boolean

  constructor(world: World, random: RandomStream, books: Books, knownShocks: boolean) {
    this.world = world
    this.random = random
    this.books = books
    this.knownShocks = knownShocks
  }

  /** Uniform in (0, 1), of 32 bits. */
  unit(): number {
    return (this.random.uint32() + 0.5) * 2 ** -32
  }

  normal(): number {
    return normalQuantile((this.random.uint32() + 0.5) * 2 ** -32)
  }

  /** Moves money on an account, whatever its balance: + comes, − goes. */
  post(account: number, amount: number, category: number, channel: number, part: number): void {
    const { state } = this
    if (account === CARD_ACCOUNT) {
      state[CARD_OWED] -= amount
      this.books.transaction(account, amount, category, channel, part, false, 0 - state[CARD_OWED])
      return
    }
    const balance = account === CURRENT_ACCOUNT ? CURRENT : SAVINGS
    state[balance] += amount
    this.books.transaction(account, amount, category, channel, part, false, state[balance])
  }

  /** A payment will not be made good within the days of grace. */
  miss(dueDay: number): void {
    if (dueDay > this.watchedAfter && dueDay <= this.watchedThrough) this.missed = true
  }

  /** An attempt on the current account that was refused. */
  refuse(amount: number, category: number, channel: number, part: number): void {
    this.books.transaction(CURRENT_ACCOUNT, amount, category, channel, part, true, this.state[CURRENT])
  }
}
