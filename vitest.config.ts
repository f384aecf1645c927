import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/**/tests/**/*.test.ts', 'apps/**/tests/**/*.test.ts', 'examples/tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/tests/peers/**'],
    setupFiles: ['scripts/property-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
