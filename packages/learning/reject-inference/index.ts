/** What declined applications might have become, and what one has to believe to say so. */
export { inferRejects, type RejectInference } from './infer-rejects.ts'
export type { ParcellingOptions } from './parcelling.ts'
export type { AcceptedApplications, RejectedApplications } from './scored-applications.ts'
