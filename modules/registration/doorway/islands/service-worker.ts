// Built as /service-worker.js. It stands before the check-in pages alone and keeps what those need without network.
import type { Asked } from './offline.ts'

declare const self: ServiceWorkerGlobalScope

const pages = 'doorway-pages-1'
const assets = 'doorway-assets-1'
const doorPath = /^\/(en|zh)\/console\/events\/[0-9a-f-]{36}\/check-in$/
const patience = 4_000

self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))

self.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith('doorway-') && name !== pages && name !== assets) await caches.delete(name)
      await self.clients.claim()
    })(),
  ),
)

async function keep(page: string, wanted: readonly string[]): Promise<void> {
  const store = await caches.open(assets)
  await Promise.all(
    wanted.map(async (path) => {
      if (await store.match(path)) return
      const response = await fetch(path)
      if (response.ok) await store.put(path, response)
    }),
  )
  const response = await fetch(page)
  if (response.ok && !response.redirected) await (await caches.open(pages)).put(page, response)
}

self.addEventListener('message', (event) => {
  const asked = event.data as Asked // only our own pages can send here
  const work = asked.kind === 'keep' ? keep(asked.page, asked.assets) : caches.delete(pages)
  const answer = () => event.ports[0]?.postMessage('done')
  event.waitUntil(work.then(answer, answer))
})

/** The server's page while it answers soon; else the one that was kept, with the list on the device. */
async function doorPage(request: Request, path: string): Promise<Response> {
  const store = await caches.open(pages)
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patience) })
    if (response.ok && !response.redirected && new URL(request.url).search === '')
      await store.put(path, response.clone())
    if (response.status < 500) return response
    return (await store.match(path)) ?? response
  } catch (error) {
    const kept = await store.match(path)
    if (kept) return kept
    throw error
  }
}

async function asset(request: Request): Promise<Response> {
  const store = await caches.open(assets)
  const kept = await store.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await store.put(request, response.clone())
  return response
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate' && doorPath.test(url.pathname))
    event.respondWith(doorPage(request, url.pathname))
  else if (url.pathname.startsWith('/assets/') || url.pathname === '/icon.svg')
    event.respondWith(asset(request))
})
