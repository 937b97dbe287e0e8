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
    // A file is read into a process that has read the house already: a third of the processor went into reading it anew.
    // So nothing may be left behind: what a file opens it closes, and no module keeps what a test did.
    isolate: false,
    maxWorkers: 2,
  },
})
