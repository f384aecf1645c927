/** How a work in a thread says how far it is. */
export type Progress = (share: number, stage: string) => void
