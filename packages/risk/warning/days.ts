/** Days as whole numbers since 1970-01-01, and as dates. */
export { formatDay, parseDay } from '@pratibimba/numerics/calendar'
