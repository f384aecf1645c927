/** The single truth of every shape: entities, operations, commands, problems, permissions. */
export * from './entities/audit-entry.ts'
export * from './entities/health.ts'
export * from './entities/job.ts'
export * from './entities/portfolio.ts'
export * from './entities/summary.ts'
export * from './entities/tables.ts'
export * from './entities/upload.ts'
export * from './entities/vocabulary.ts'
export * from './entities/warning/customer.ts'
export * from './entities/warning/events.ts'
export * from './entities/warning/history.ts'
export * from './entities/warning/intervention.ts'
export * from './entities/warning/intervention-vocabulary.ts'
export * from './entities/warning/model.ts'
export * from './entities/warning/monitoring.ts'
export * from './entities/warning/overview.ts'
export * from './entities/warning/pipeline.ts'
export * from './entities/warning/score.ts'
export * from './entities/warning/vocabulary.ts'
export * from './operations/command.ts'
export * from './operations/commands.ts'
export * from './operations/index.ts'
export {
  calibrationChoices,
  learnerChoices,
  modelFormats,
  resamplingChoices,
} from './operations/learning-commands.ts'
export * from './operations/operation.ts'
export { customerSorts } from './operations/warning/customers.ts'
export { interventionSorts } from './operations/warning/interventions.ts'
export * from './permissions/permissions.ts'
export * from './problems/problems.ts'
