import pg from 'pg'

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${encodeURIComponent(name)}`
  return changed.href
}

/**
 * Creates a database on the server of `url`, as a copy of `template` when given (the template must have no
 * connections). Resolves to the URL of the new database; throws the driver's error when it exists already.
 */
export async function createDatabase(url: string, name: string, template?: string): Promise<string> {
  const copy = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`
  await onServer(url, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${copy}`))
  return withDatabase(url, name)
}

/** Drops a database if it is there, ending the connections it still has. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await onServer(url, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
  )
}

export async function databaseExists(url: string, name: string): Promise<boolean> {
  const found = await onServer(url, (client) =>
    client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]),
  )
  return found.rows.length > 0
}

async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
