/** Days: whole numbers since 1970-01-01, and dates as text. */
export { formatDay, parseDay } from './days.ts'
