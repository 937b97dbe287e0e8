import { defineConfig } from 'vite'

// One configuration, two builds: `vite build` makes islands and CSS with a manifest for the browser;
// `vite build --ssr` makes the programs Node runs. Packages stay outside the server build.
export default defineConfig(({ isSsrBuild }) => ({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  publicDir: false,
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        emptyOutDir: true,
        target: 'node24',
        // A thread finds its file beside the program's: every file of the build is in one folder.
        rollupOptions: {
          input: {
            main: 'apps/main.ts',
            'search-thread': 'modules/meetings/runs/thread.ts',
            'timetable-worker': 'solver/timetable/all/worker.ts',
          },
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      }
    : {
        outDir: 'dist/client',
        emptyOutDir: true,
        manifest: 'manifest.json',
        rollupOptions: {
          input: {
            styles: 'ui/styles/main.css',
            console: 'ui/styles/console.css',
            screen: 'ui/styles/screen.css',
            islands: 'apps/web/islands.ts',
            'service-worker': 'modules/registration/doorway/islands/service-worker.ts',
          },
          // A service worker keeps its address for ever: browsers ask there for its next version.
          output: {
            entryFileNames: ({ name }) =>
              name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js',
          },
        },
      },
}))
