import { defineConfig } from 'vitest/config'
import { LongTestsFirst } from './scripts/long-tests-first.ts'

export default defineConfig({
  test: {
    include: ['packages/**/tests/**/*.test.ts', 'apps/**/tests/**/*.test.ts', 'examples/tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/tests/peers/**'],
    sequence: { sequencer: LongTestsFirst },
    setupFiles: ['scripts/property-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
