import { build } from './build.mjs'

await build()
const { main } = await import('../dist/server/main.js')
await main(['start', ...process.argv.slice(2)])
