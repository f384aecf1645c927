/** Kinds of jobs, as the queue stores them. */

export const generationKind = 'generate-portfolio'
export const cloneKind = 'clone-portfolio'
