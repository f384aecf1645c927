/** The server: the app apart from listening, and what wires it. */
export { type AppOptions, createApp } from './app.ts'
export { compose } from './compose.ts'
export type { Context } from './context.ts'
export { type RunningServer, StoppedEarly, startServer } from './listen.ts'
export { runningServerOf } from './server-address.ts'
export {
  type Limits,
  readSettings,
  type Settings,
  SettingsError,
  type SettingsOverrides,
} from './settings.ts'
