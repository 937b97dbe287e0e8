import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Hono } from 'hono'

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.png': 'image/png',
}

type Asset = { bytes: Buffer; br: Buffer; gz: Buffer; type: string }

export type Assets = {
  /** The address of a built entry (`styles`, `islands`) by its source. */
  readonly styles: readonly string[]
  /** What the console loads beside them. */
  readonly consoleStyles: readonly string[]
  /** What screens of a hall load beside them. */
  readonly screenStyles: readonly string[]
  readonly islands: string | null
  mount(app: Hono): void
}

type ManifestEntry = { file: string; css?: string[] }

/** Reads what the build made, compresses it once, and serves it from memory for ever under its hashed name. */
export async function readAssets(folder: string): Promise<Assets> {
  const manifest: Record<string, ManifestEntry> = existsSync(join(folder, 'manifest.json'))
    ? JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    : {}
  const assets = new Map<string, Asset>()
  const files = existsSync(join(folder, 'assets')) ? await readdir(join(folder, 'assets')) : []
  await Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(join(folder, 'assets', name))
      const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes), promisify(gzip)(bytes)])
      assets.set(name, { bytes, br, gz, type: types[extname(name)] ?? 'application/octet-stream' })
    }),
  )
  const workerFile = join(folder, 'service-worker.js')
  const worker = existsSync(workerFile) ? await readFile(workerFile, 'utf8') : null
  const verifierFile = join(folder, '../verifier/verify.mjs')
  const verifier = existsSync(verifierFile) ? await readFile(verifierFile, 'utf8') : null
  const styles = manifest['ui/styles/main.css']
  const consoles = manifest['ui/styles/console.css']
  const screens = manifest['ui/styles/screen.css']
  const islands = manifest['apps/web/islands.ts']
  return {
    styles: styles ? [`/${styles.file}`] : [],
    consoleStyles: consoles ? [`/${consoles.file}`] : [],
    screenStyles: screens ? [`/${screens.file}`] : [],
    islands: islands ? `/${islands.file}` : null,
    mount: (app) => {
      app.get('/service-worker.js', (c) =>
        worker === null
          ? c.notFound()
          : c.body(worker, 200, {
              'content-type': 'text/javascript; charset=utf-8',
              'cache-control': 'no-cache',
              'service-worker-allowed': '/',
            }),
      )
      app.get('/verify.mjs', (c) =>
        verifier === null
          ? c.notFound()
          : c.body(verifier, 200, {
              'content-type': 'text/javascript; charset=utf-8',
              'content-disposition': 'attachment; filename="verify.mjs"',
              'cache-control': 'no-cache',
            }),
      )
      app.get('/assets/:name', (c) => {
        const asset = assets.get(c.req.param('name'))
        if (!asset) return c.notFound()
        const accepts = c.req.header('accept-encoding') ?? ''
        const encoding = accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : null
        const body = encoding === 'br' ? asset.br : encoding === 'gzip' ? asset.gz : asset.bytes
        return c.body(new Uint8Array(body), 200, {
          'content-type': asset.type,
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'accept-encoding',
          ...(encoding === null ? {} : { 'content-encoding': encoding }),
        })
      })
    },
  }
}
