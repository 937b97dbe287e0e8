import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/** Beyond this, texts are made for one use and go to the server unnamed. */
const mostPrepared = 1000

const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostPrepared) return known
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

function preparing(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => {
    const name = values.length === 0 ? undefined : nameOf(text)
    return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })
  }
  const release = (destroy?: boolean) => client.release(destroy)
  return { query, release } as unknown as PostgresPoolClient // Kysely's type adds cursors, which nobody asks of it
}

/**
 * The pool as Kysely takes it: each statement with parameters is parsed and planned once a connection.
 * With row-level security, planning a short statement costs more than running it; our texts are few, because every
 * value is a parameter.
 */
export function preparedPool(pool: pg.Pool): PostgresPool {
  // Kysely knows a connection by its client object, so each keeps the same one.
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect()
      const kept = known.get(client) ?? preparing(client)
      known.set(client, kept)
      return kept
    },
    end: () => pool.end(),
  }
}
