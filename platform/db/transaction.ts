import {
  type CompiledQuery,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryResult,
  Transaction,
} from 'kysely'
import type pg from 'pg'
import type { Tx } from '#kernel/command'

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

/**
 * Sends a statement, prepared once a connection: with row-level security, planning a short statement costs more than
 * running it. Our texts are few, because every value is a parameter.
 */
export function send(client: pg.PoolClient, text: string, values: readonly unknown[]) {
  const name = values.length === 0 ? undefined : nameOf(text)
  return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })
}

const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()
const driver = new DummyDriver()
const dialect = new PostgresDialect({
  pool: () => Promise.reject(new Error('connections come from the pool of the house')),
})

type Ask = (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>

/**
 * Kysely's transaction over a connection of ours. Kysely's own waits for each answer before it sends the next
 * statement; here statements that are given together are sent together, and answered in the order in which they came.
 */
function transactionOf(ask: Ask): Tx {
  const connection = {
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => {
      const { rows, rowCount } = await ask(sql, parameters)
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) }
    },
    streamQuery: () => {
      throw new Error('nothing is streamed in a transaction')
    },
  }
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => consumer(connection),
  })
  return new Transaction<unknown>({ config: { dialect }, dialect, driver, executor })
}

/** What is sent until whoever sends it waits goes out in one piece: each piece wakes the server up, and costs us a call. */
function bundle({ connection: { stream } }: pg.PoolClient): () => void {
  let corked = false
  return () => {
    if (corked) return
    corked = true
    stream.cork()
    process.nextTick(() => {
      corked = false
      stream.uncork()
    })
  }
}

/**
 * Runs `work` in one transaction that begins with the statement given; commits when it resolves. What `work` may still
 * have under way when it failed, or sends after the end, never reaches the connection's next user.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  first: { text: string; values: readonly unknown[] },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const together = bundle(client)
  let open = true
  const ask: Ask = (text, values) => {
    if (!open) return Promise.reject(new Error('the transaction is over'))
    together()
    return send(client, text, values)
  }
  let broken = false
  try {
    // Nothing waits for these two: statements are answered in order, and were one to fail, all after it would.
    together()
    const begun = Promise.all([client.query('begin'), send(client, first.text, first.values)])
    begun.catch(() => {}) // told where it is awaited
    const outcome = await work(transactionOf(ask))
    await begun
    open = false
    const { command } = await client.query('commit')
    // PostgreSQL answers so when a statement had failed and nobody had looked.
    if (command === 'ROLLBACK') throw new Error('a statement of the transaction had failed')
    return outcome
  } catch (error) {
    open = false
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.release(broken)
  }
}
