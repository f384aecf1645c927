/** Commands of early warning: customers and their transactions, features, scores, drift. */
import type { Command } from './command.ts'

export const warningCommands = {} as const satisfies Record<string, Command>
