/** What the page asks of its service worker. */
export type Asked = { kind: 'keep'; page: string; assets: readonly string[] } | { kind: 'wipe' }

const scriptPath = '/service-worker.js'

const ask = (worker: ServiceWorker, asked: Asked): Promise<void> =>
  new Promise((resolve) => {
    const channel = new MessageChannel()
    channel.port1.onmessage = () => resolve()
    worker.postMessage(asked, [channel.port2])
    setTimeout(resolve, 20_000)
  })

/** Keeps this page and all it has loaded for the time without network. */
export async function keepPage(scope: string): Promise<void> {
  if (!('serviceWorker' in navigator) || scope === '') return
  try {
    const registration = await navigator.serviceWorker.register(scriptPath, { scope })
    const worker = registration.active ?? (await becomesActive(registration))
    const assets = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
      .map(({ pathname }) => pathname)
    await ask(worker, { kind: 'keep', page: scope, assets: [...new Set(assets), '/icon.svg'] })
  } catch {
    // Without a service worker (private window, old browser) the open page still works without network.
  }
}

const becomesActive = (registration: ServiceWorkerRegistration): Promise<ServiceWorker> =>
  new Promise((resolve, reject) => {
    const worker = registration.installing ?? registration.waiting
    if (!worker) return reject(new Error('no worker'))
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve(worker)
      if (worker.state === 'redundant') reject(new Error('replaced'))
    })
  })

export async function wipePages(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('doorway-pages')) await caches.delete(name)
}
