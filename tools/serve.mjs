import { build } from './build.mjs'

await build()
const { main } = await import('../dist/server/main.js')
await main(['serve', ...process.argv.slice(2)])
