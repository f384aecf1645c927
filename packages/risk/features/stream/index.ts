/** Features of one customer while events come in, and the bytes that a window of events is kept as. */
export { type CustomerWindow, openWindow, type ReadableWindow, readWindow } from './customer-window.ts'
export type { Arrival, PaymentDueEvent, PaymentSettledEvent, TransactionEvent } from './events.ts'
export { packWindow } from './pack-window.ts'
export {
  applyPaymentRecord,
  applyTransactionRecord,
  openStoredWindow,
  readStoredWindow,
  storedWindow,
  windowLayout,
} from './stored-window.ts'
export { CorruptWindowError } from './unpack-window.ts'
