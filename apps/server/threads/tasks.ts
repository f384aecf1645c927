/** The works that run in threads: one line each. */

export const taskLoaders = {
  'make-portfolio': async () => (await import('../portfolios/write-portfolio.ts')).writePortfolio,
  'describe-upload': async () => (await import('../uploads/describe-upload.ts')).describeUpload,
  'make-twin': async () => (await import('../twins/write-twin.ts')).writeTwin,
  'write-demonstration': async () => (await import('../demo/write-sample.ts')).writeSample,
  'write-applications': async () => (await import('../demo/write-applications.ts')).writeApplications,
  'simulate-bank': async () => (await import('../warning/pipeline/simulate-in-thread.ts')).simulateBank,
  'load-bank': async () => (await import('../warning/pipeline/simulate-in-thread.ts')).loadBank,
  'read-import': async () => (await import('../warning/import/import-in-thread.ts')).readImport,
  'load-import': async () => (await import('../warning/import/import-in-thread.ts')).loadImport,
  'train-warning': async () => (await import('../warning/pipeline/train-in-thread.ts')).trainModel,
  'compare-models': async () => (await import('../warning/pipeline/compare-models.ts')).compareStored,
  'score-portfolio': async () => (await import('../warning/pipeline/score-in-thread.ts')).scorePortfolio,
  'flush-lake': async () => (await import('../warning/pipeline/flush-in-thread.ts')).flushLake,
  'observe-labels': async () => (await import('../warning/pipeline/observe-in-thread.ts')).observeLabels,
  'observe-misses': async () => (await import('../warning/pipeline/observe-in-thread.ts')).observeMisses,
  'monitor-warning': async () => (await import('../warning/monitoring/monitor-in-thread.ts')).monitorWarning,
  'monitor-credit': async () =>
    (await import('../credit/monitoring/monitor-in-thread.ts')).monitorCreditDecisions,
  'backfill-scores': async () => (await import('../warning/pipeline/score-in-thread.ts')).backfillScores,
  'decide-part': async () => (await import('../credit/files/decide-in-thread.ts')).decidePart,
  'read-applications': async () => (await import('../credit/files/read-in-thread.ts')).readApplications,
  'train-credit': async () => (await import('../credit/models/train-in-thread.ts')).trainCredit,
  'write-decided': async () => (await import('../credit/files/write-decided.ts')).writeDecided,
}

export type Tasks = { [Name in keyof typeof taskLoaders]: Awaited<ReturnType<(typeof taskLoaders)[Name]>> }
