import { Client } from 'pg'

/** Why the database cannot be used, as a sentence an operator can act on; never with the password of the address. */
export class DatabaseFault extends Error {
  override name = 'DatabaseFault'
}

const oldest = 15

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function reason(error: unknown, url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  const code = codeOf(error)
  if (/^28/.test(code)) return 'the database server refuses the user or the password of DATABASE_URL'
  if (code === '3D000')
    return `the database server has no database ${decodeURIComponent(pathname.slice(1))}: make it first (createdb)`
  if (/^E[A-Z]/.test(code) || code === '57P03' || /timeout|terminated/i.test(textOf(error))) {
    const place = searchParams.get('host') ?? `${hostname}${port === '' ? '' : `:${port}`}`
    return `the database server at ${place} does not answer (${code || textOf(error)}): does it run, and is DATABASE_URL right?`
  }
  return `the database server refuses: ${textOf(error)}`
}

/** Looks once whether the server behind the address can be used at all. Throws DatabaseFault. */
export async function checkServer(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {}) // told by the query that fails
  try {
    await client.connect()
    const found = await client.query("select current_setting('server_version_num')::int / 10000 as major")
    const major = Number(found.rows[0].major)
    if (major < oldest)
      throw new DatabaseFault(`the database server is PostgreSQL ${major}: ${oldest} or newer is needed`)
  } catch (error) {
    throw error instanceof DatabaseFault ? error : new DatabaseFault(reason(error, url))
  } finally {
    await client.end().catch(() => {})
  }
}
