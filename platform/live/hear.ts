import type pg from 'pg'
import { appRole, openPool } from '#platform/db'
import type { Log } from '#platform/log'

export const channel = 'haigui_live'

const againMs = 1_000

/**
 * One connection of the process that hears what every process tells. It is opened when the first screen follows
 * something. When it breaks it is opened anew, and `back` is called, because something may have been missed.
 */
export function hear(
  url: string,
  { heard, back, log }: { heard(topic: string): void; back(): void; log: Pick<Log, 'error'> },
) {
  const pool = openPool(url, { max: 1, role: appRole, name: 'haigui-live' })
  let client: pg.PoolClient | null = null
  let wanted = false
  let stopped = false
  let again: ReturnType<typeof setTimeout> | undefined

  const lost = (which: pg.PoolClient) => {
    if (client !== which) return
    client = null
    which.release(true)
    later()
  }
  const later = () => {
    if (stopped) return
    again = setTimeout(() => void open(), againMs)
    again.unref()
  }
  const open = async () => {
    try {
      const opened = await pool.connect()
      if (stopped) return opened.release(true)
      client = opened
      opened.on('notification', ({ payload }) => heard(payload ?? ''))
      opened.once('end', () => lost(opened))
      opened.once('error', () => lost(opened))
      await opened.query(`listen ${channel}`)
      back()
    } catch (error) {
      // Screens look by themselves until it is back.
      log.error({ err: error }, 'the live channel does not hear')
      if (client) lost(client)
      else later()
    }
  }

  return {
    start: () => {
      if (wanted || stopped) return
      wanted = true
      void open()
    },
    hears: () => client !== null,
    stop: async () => {
      stopped = true
      clearTimeout(again)
      const open = client
      client = null
      open?.release(true)
      await pool.end()
    },
  }
}
