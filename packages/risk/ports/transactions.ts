/** What happened on the accounts: the one way in, the window that features are computed from, and reading it back. */
import type {
  AccountKind,
  DuePaymentStatus,
  PaymentKind,
  TransactionCategory,
  TransactionChannel,
  TransactionStatus,
} from '@pratibimba/contract'
import type { AccountRecord, CalendarDate, CustomerRecord } from './customers.ts'
import type { NewEvent } from './warning-outbox.ts'

export interface TransactionRecord {
  readonly transactionId: string
  readonly customerId: string
  readonly accountId?: string
  readonly accountKind: AccountKind
  readonly timestamp: Date
  /** As the customer sees it: + came, − went. */
  readonly amountMinor: number
  readonly currency: string
  readonly category: TransactionCategory
  readonly channel?: TransactionChannel
  readonly status: TransactionStatus
  readonly description?: string
  /** The account's after it (before, where it failed). */
  readonly balanceMinor?: number
  /** When the bank knew of it. */
  readonly ingestedAt: Date
}

/** What is owed on a date, as it stands now. */
export interface PaymentRecord {
  readonly paymentId: string
  readonly customerId: string
  readonly accountId?: string
  readonly kind: PaymentKind
  readonly dueDate: CalendarDate
  readonly amountDueMinor: number
  readonly paidDate?: CalendarDate
  readonly amountPaidMinor?: number
  readonly status: DuePaymentStatus
}

export interface DailyBalance {
  readonly customerId: string
  readonly date: CalendarDate
  readonly currentMinor?: number
  readonly savingsMinor?: number
  readonly creditCardMinor?: number
}

/** Whether a payment due in the thirty days after the as-of date was missed. */
export interface LabelRecord {
  readonly customerId: string
  readonly asOfDate: CalendarDate
  readonly missedWithin30d: boolean
  readonly firstMissedOn?: CalendarDate
  readonly knownOn: CalendarDate
}

/** The packed state of a customer's last days, as risk/features/stream makes it. */
export interface CustomerWindow {
  readonly customerId: string
  readonly bytes: Uint8Array
  /** Which layout and feature set the bytes are of; another one is rebuilt from the rows. */
  readonly layout: string
  /** The last day it knows something of. */
  readonly through: CalendarDate
}

/** A customer of a batch: the window as it was and what is new. */
export interface TouchedCustomer {
  readonly customer: CustomerRecord
  readonly accounts: readonly AccountRecord[]
  /** Absent when there is none yet. */
  readonly window?: CustomerWindow
  /** In order of time, then id. */
  readonly transactions: readonly TransactionRecord[]
  /** New ones, and ones that changed with what they were before. In order of due date, then id. */
  readonly payments: readonly { readonly before?: PaymentRecord; readonly after: PaymentRecord }[]
}

/** @returns the new windows; a customer that is left out keeps the one it has. Called within a transaction: nothing slow */
export type AdvanceWindows = (
  touched: readonly TouchedCustomer[],
) => readonly CustomerWindow[] | Promise<readonly CustomerWindow[]>

export interface IngestBatch {
  /** The caller's key of the whole batch; given again it answers the first report. */
  readonly batchId?: string
  readonly transactions: readonly TransactionRecord[]
  readonly payments: readonly PaymentRecord[]
  /** Events that become known with the batch. */
  readonly events?: readonly NewEvent[]
}

export interface IngestProblem {
  readonly id: string
  readonly what: 'transaction' | 'payment'
  readonly detail: string
}

export interface IngestReport {
  /** Events that are kept now and were not before. */
  readonly accepted: number
  /** Known by id, with the same content. */
  readonly repeated: number
  /** Of the accepted: of a day before the last one that was known of the customer. */
  readonly late: number
  /** Known by id with other content; the first one was kept. */
  readonly conflicts: readonly IngestProblem[]
  /** Of an unknown customer, or of a day outside the window that is kept online. */
  readonly rejected: readonly IngestProblem[]
  /** Customers with something new, ascending; `customer.activity` events tell of them. */
  readonly customers: readonly string[]
  /** Whether the batch had been ingested before. */
  readonly replayed: boolean
}

/** Topic of the events that ingestion writes: one a customer with something new. Payload: {through, transactions, payments}. */
export const customerActivityTopic = 'customer.activity'

export interface Ingestion {
  /**
   * One transaction: rows, windows, events and the report stand or fall together. Customers are locked in the order
   * of their ids, so batches that share customers wait for each other and never in a circle.
   *
   * @throws RecordConflict when the batch id was used for other content
   */
  ingest(batch: IngestBatch, advance: AdvanceWindows): Promise<IngestReport>
}

/** Fast ways in for imports and demonstrations: no windows, no events. */
export interface BulkLoad {
  /** Rows that are known by id already are passed over. @throws RangeError when a day has no place in the window that is kept online */
  transactions(rows: Iterable<TransactionRecord> | AsyncIterable<TransactionRecord>): Promise<number>
  payments(rows: Iterable<PaymentRecord> | AsyncIterable<PaymentRecord>): Promise<number>
  /** Replaces balances of the same customer and day. */
  dailyBalances(rows: Iterable<DailyBalance> | AsyncIterable<DailyBalance>): Promise<number>
  /** Replaces labels of the same customer and as-of date. */
  labels(rows: Iterable<LabelRecord> | AsyncIterable<LabelRecord>): Promise<number>
  windows(rows: Iterable<CustomerWindow> | AsyncIterable<CustomerWindow>): Promise<number>
}

/** Where a page of transactions ended. */
export interface TransactionCursor {
  readonly timestamp: Date
  readonly transactionId: string
}

export interface TransactionFilter {
  readonly customerId: string
  readonly categories?: readonly TransactionCategory[]
  readonly from?: Date
  /** Exclusive. */
  readonly until?: Date
  /** Goes on after this one, which is quicker than an offset. */
  readonly before?: TransactionCursor
  readonly limit: number
  /** Default 0. */
  readonly offset?: number
}

export interface TransactionStore {
  /** One read by primary key. */
  window(customerId: string): Promise<CustomerWindow | undefined>
  windows(customerIds: readonly string[]): Promise<CustomerWindow[]>
  /** Newest first; `next` is there when there are more; `total` is of the filter without `before`. */
  transactions(
    filter: TransactionFilter,
  ): Promise<{ transactions: TransactionRecord[]; total: number; next?: TransactionCursor }>
  /** All of a customer that were known at an instant, oldest first: what a window is rebuilt from. */
  history(
    customerId: string,
    from: Date,
    knownBefore?: Date,
  ): Promise<{ transactions: TransactionRecord[]; payments: PaymentRecord[] }>
  /** By due date, newest first. */
  payments(customerId: string, from?: CalendarDate, through?: CalendarDate): Promise<PaymentRecord[]>
  /** By day, ascending. */
  dailyBalances(customerId: string, from: CalendarDate, through: CalendarDate): Promise<DailyBalance[]>
  labels(customerId: string): Promise<LabelRecord[]>
  /** Of all customers, by id. */
  labelsAsOf(asOfDate: CalendarDate): Promise<LabelRecord[]>
  /** The last day that a window knows something of. */
  latestDay(): Promise<CalendarDate | undefined>
  /** The first day with transactions. Looks through a month of them: not for every request. */
  firstDay(): Promise<CalendarDate | undefined>
  /** What there is: counts are exact for customers and windows, estimated by the database for transactions. */
  figures(): Promise<{
    customers: number
    windows: number
    transactionsEstimate: number
    payments: number
    /** The last day that a window knows something of. */
    latestDay?: CalendarDate
  }>
}

/** Monthly parts of the tables that grow with time. */
export interface Retention {
  /** Makes the parts that the days need. @returns names of the parts made */
  prepare(from: CalendarDate, through: CalendarDate): Promise<string[]>
  /** Whole months of transactions that lie before a day, oldest first. */
  expired(before: CalendarDate): Promise<{ month: CalendarDate; rowsEstimate: number }[]>
  /**
   * Drops a month of transactions once it has been copied to the lake, and says from which day on events are accepted.
   *
   * @throws RangeError when the month is not the oldest
   */
  drop(month: CalendarDate): Promise<void>
  /** Deletes published events, batch reports and consumer marks from before an instant. @returns rows deleted */
  forget(before: Date): Promise<number>
}
