/** Operations of the audit chain that concern credit decisions, as a page names them. */
export const creditOperations = [
  { operation: 'CREDIT_DECIDED', title: 'Decided' },
  { operation: 'CREDIT_REVIEWED', title: 'Reviewed by a person' },
] as const satisfies readonly { operation: string; title: string }[]
