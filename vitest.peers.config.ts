import { defineConfig } from 'vitest/config'

/** What is held against other libraries; `npm run test:peers` installs them. */
export default defineConfig({
  test: {
    include: ['packages/**/tests/peers/**/*.peer.test.ts'],
    setupFiles: ['scripts/property-seed.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
})
