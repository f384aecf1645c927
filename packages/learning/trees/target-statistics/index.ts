/** Categories as numbers learnt from the outcome. */
export { applyColumnSources } from './apply-column-sources.ts'
