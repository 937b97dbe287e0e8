import type { Id } from '#kernel/ids'
import { type Instant, plus, systemNow } from '#kernel/time'
import type { SentScan } from '../model.ts'
import type { DoorwayAnswer } from '../wire.ts'

/** A scan on its way: gone from the device once the server has answered for it. */
export type QueuedScan = SentScan & { eventId: Id<'event'> }
/** The guest list as it was loaded; `ahead` is how far the server's clock was before this device's, in ms. */
export type KeptList = DoorwayAnswer & { eventId: Id<'event'>; ahead: number; savedAt: Instant }

const keptFor = { hours: 24 }

/** A list stays for a day after the event, or after it was last given to somebody who may have it. */
const isOver = ({ event, savedAt }: KeptList, now: Instant): boolean =>
  plus(event.endsAt > savedAt ? event.endsAt : savedAt, keptFor) < now

const promised = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('doorway', 1)
  request.onupgradeneeded = () => {
    const database = request.result
    database.createObjectStore('scans', { keyPath: 'id' }).createIndex('event', 'eventId')
    database.createObjectStore('lists', { keyPath: 'eventId' })
    database.createObjectStore('device')
  }
  return promised(request)
}

/** What a device keeps between two looks at the page. Scans outlive everything but their being sent. */
export async function openKept() {
  const database = await open()
  const stores = (names: string[], mode: IDBTransactionMode) => database.transaction(names, mode)
  const written = (transaction: IDBTransaction) =>
    new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })

  return {
    /** Adds a scan and gives it the device's name and next number, in one step: no number is given twice. */
    async add(scan: Omit<QueuedScan, 'device' | 'counter'>): Promise<QueuedScan> {
      const transaction = stores(['scans', 'device'], 'readwrite')
      const done = written(transaction)
      const device = transaction.objectStore('device')
      const name = String((await promised(device.get('name'))) ?? crypto.randomUUID())
      const counter = Number((await promised(device.get('counter'))) ?? 0) + 1
      device.put(name, 'name')
      device.put(counter, 'counter')
      const queued = { ...scan, device: name, counter }
      transaction.objectStore('scans').put(queued)
      await done
      return queued
    },
    scansOf: (eventId: string): Promise<QueuedScan[]> =>
      promised(stores(['scans'], 'readonly').objectStore('scans').index('event').getAll(eventId)),
    async forget(ids: readonly string[]): Promise<void> {
      const transaction = stores(['scans'], 'readwrite')
      for (const id of ids) transaction.objectStore('scans').delete(id)
      await written(transaction)
    },
    count: (): Promise<number> => promised(stores(['scans'], 'readonly').objectStore('scans').count()),
    list: (eventId: string): Promise<KeptList | undefined> =>
      promised(stores(['lists'], 'readonly').objectStore('lists').get(eventId)),
    async saveList(list: KeptList): Promise<void> {
      const transaction = stores(['lists'], 'readwrite')
      transaction.objectStore('lists').put(list)
      await written(transaction)
    },
    async wipe(eventId?: string): Promise<void> {
      const transaction = stores(['lists'], 'readwrite')
      const lists = transaction.objectStore('lists')
      if (eventId === undefined) lists.clear()
      else lists.delete(eventId)
      await written(transaction)
    },
    /** Lists that are no longer needed go by themselves. */
    async wipeOld(): Promise<void> {
      const transaction = stores(['lists'], 'readwrite')
      const lists = transaction.objectStore('lists')
      const all: KeptList[] = await promised(lists.getAll())
      for (const list of all) if (isOver(list, systemNow())) lists.delete(list.eventId)
      await written(transaction)
    },
  }
}

export type Kept = Awaited<ReturnType<typeof openKept>>
