import pg from 'pg'
import { BackupError, codeOf, textOf } from './error.ts'

/** One connection for the whole of it, as the owner of the tables. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'haigui-backup' })
  // A lost connection also fails the query that is running, which is where it is dealt with.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new BackupError(`The database cannot be reached: ${textOf(error)}.`, { cause: error })
  }
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Values are written and read alike on every server, and no limit meant for requests cuts the work short. */
const SETTINGS = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '3',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  lock_timeout: '15s',
  client_min_messages: 'warning',
  // The house's policies open every row to this scope.
  'haigui.scope': 'all',
}

export async function settle(client: pg.Client): Promise<void> {
  for (const [name, value] of Object.entries(SETTINGS)) {
    await client.query('select set_config($1, $2, true)', [name, value])
  }
}

/** Runs `work` between `begin` and commit; anything thrown undoes it all. */
export async function inTransaction<T>(
  client: pg.Client,
  begin: string,
  work: () => Promise<T>,
  end: 'commit' | 'rollback' = 'commit',
): Promise<T> {
  await client.query(begin)
  try {
    await settle(client)
    const result = await work()
    await client.query(end)
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (codeOf(error) === '55P03') {
      throw new BackupError('The database is in use: stop Haigui and try again.', { cause: error })
    }
    throw error
  }
}
