import { build } from './build.mjs'

await build()
const { main } = await import('../dist/server/main.js')
await main([...process.argv.slice(2)])
