import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['{apps,kernel,modules,platform,solver,ui,tools,scenarios,db}/**/*.test.{ts,tsx}'],
    globalSetup: ['tools/test/global.ts'],
    // Real servers, databases and browsers on two cores: a test may wait, but it never measures.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    pool: 'forks',
    maxWorkers: 2,
  },
})
