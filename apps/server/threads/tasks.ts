/** The works that run in threads: one line each. */

export const taskLoaders = {
  'make-portfolio': async () => (await import('../portfolios/write-portfolio.ts')).writePortfolio,
  'describe-upload': async () => (await import('../uploads/describe-upload.ts')).describeUpload,
  'make-twin': async () => (await import('../twins/write-twin.ts')).writeTwin,
  'write-demonstration': async () => (await import('../demo/write-sample.ts')).writeSample,
}

export type Tasks = { [Name in keyof typeof taskLoaders]: Awaited<ReturnType<(typeof taskLoaders)[Name]>> }
