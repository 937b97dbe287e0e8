import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestDatabase } from './database.ts'

/** Where something stands: a column of the database, or a stored file. */
export type Found = { where: string; what: string }

/**
 * Looks for words in every column of every table of every schema that is not PostgreSQL's own, whatever its type, and in
 * every file under a folder: what is new tomorrow is looked through, too. Bytes are read as text.
 */
export async function lookEverywhere(
  db: TestDatabase,
  owner: { query(text: string): Promise<{ rows: Record<string, unknown>[] }> },
  folder: string | null,
  words: readonly string[],
): Promise<Found[]> {
  const tables = await db.tx((tx) =>
    sql<{
      place: string
      columns: string[]
      bytes: string[]
    }>`select format('%I.%I', c.table_schema, c.table_name) as place,
        array_agg(c.column_name::text) as columns,
        coalesce(array_agg(c.column_name::text) filter (where c.udt_name = 'bytea'), '{}') as bytes
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
      group by 1 order by 1`.execute(tx),
  )
  const found: Found[] = []
  for (const { place, columns, bytes } of tables.rows)
    for (const column of columns) {
      const text = bytes.includes(column) ? `encode("${column}", 'escape')` : `"${column}"::text`
      const any = words.map((word) => `${text} ilike '%${word.replaceAll("'", "''")}%'`).join(' or ')
      const hits = await owner.query(`select left(${text}, 120) as what from ${place} where ${any} limit 3`)
      found.push(...hits.rows.map(({ what }) => ({ where: `${place}.${column}`, what: String(what) })))
    }
  if (folder !== null) found.push(...lookInFiles(folder, words))
  return found
}

function lookInFiles(folder: string, words: readonly string[]): Found[] {
  const bytes = words.map((word) => Buffer.from(word))
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => {
      const content = readFileSync(path)
      return bytes.some((word) => content.includes(word)) ? [{ where: path, what: 'a file' }] : []
    })
}
