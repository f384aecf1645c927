/** The name under which windows packed by risk/features/stream are stored; bytes of another one are rebuilt from the rows. */
export const WINDOW_LAYOUT = 'pw-1'
