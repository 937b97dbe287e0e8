import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Log } from '#platform/log'
import { channel, hear } from './hear.ts'
import { type Parts, Room, type Sink } from './room.ts'

export type { Parts, Sink } from './room.ts'

/** What a screen follows: `name` is what changes, `view` is who sees it how (a language, a screen), `read` how it is now. */
export type Topic = {
  name: string
  view: string
  /** Named parts; those that changed since the last look are sent to everybody who follows, made into bytes once. */
  read(): Promise<Parts>
  /** Milliseconds between two looks, 100 when absent: more where looking costs more than it is worth. */
  gap?: number
}

export type Live = {
  /** Sends the whole state, then each change. Gives the way to leave; rejects when the topic cannot be read. */
  follow(topic: Topic, sink: Sink): Promise<() => void>
  stop(): Promise<void>
}

/**
 * Says in the transaction of a change that a topic is not what it was. Every process hears it once that is committed,
 * and looks anew; saying it twice in one transaction is saying it once.
 */
export async function changed(tx: Tx, topic: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${topic})`.execute(tx)
}

/** Two looks are at least this far apart; whatever changed in between goes out together. */
const gapMs = 100
/** Even where nothing was heard, it is looked this often; proxies see that the stream is alive. */
const lookMs = 15_000
/** As often as this while the connection that hears is away. */
const deafMs = 2_000

/** The one live channel of a process: one connection that hears, one read and one rendering for all who follow alike. */
export function openLive({ url, log }: { url: string; log: Pick<Log, 'error'> }): Live {
  const rooms = new Map<string, Room>()
  const topics = new Map<string, Set<Room>>()
  const all = () => {
    for (const room of rooms.values()) room.touch()
  }
  const ear = hear(url, {
    heard: (topic) => {
      for (const room of topics.get(topic) ?? []) room.touch()
    },
    back: all,
    log,
  })
  let lastLook = performance.now()
  const timer = setInterval(() => {
    const due = performance.now() - lastLook >= lookMs
    if (!due && ear.hears()) return
    if (due) {
      lastLook = performance.now()
      for (const room of rooms.values()) room.beat()
    }
    all()
  }, deafMs)
  timer.unref()

  const roomOf = ({ name, view, read, gap = gapMs }: Topic): Room => {
    const key = `${name} ${view}`
    const known = rooms.get(key)
    if (known) return known
    const room = new Room(read, gap, () => {
      rooms.delete(key)
      const ofTopic = topics.get(name)
      ofTopic?.delete(room)
      if (ofTopic?.size === 0) topics.delete(name)
    })
    rooms.set(key, room)
    topics.set(name, (topics.get(name) ?? new Set()).add(room))
    return room
  }

  return {
    follow: async (topic, sink) => {
      ear.start()
      for (;;) {
        const leave = await roomOf(topic).join(sink)
        if (leave !== null) return leave
      }
    },
    stop: async () => {
      clearInterval(timer)
      for (const room of rooms.values()) room.close()
      await ear.stop()
    },
  }
}
