import pg from 'pg'
import { BackupError } from './error.ts'

type Table = { schema: string; name: string }
type Policy = Table & { permissive: boolean; rule: string }

/**
 * On a server the owner may itself be bound by forced row-level security, and rows it cannot see would be missing
 * from the backup without a word. So each such table must have a policy that provably opens all its rows to the
 * scope 'all'; otherwise the backup is refused. Runs inside the caller's transaction.
 */
export async function requireAllRowsVisible(client: pg.Client): Promise<void> {
  const bound = await client.query<Table>(`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^pg_' and row_security_active(c.oid)
    order by 1, 2`)
  if (bound.rows.length === 0) return
  const policies = await client.query<Policy>(`
    select n.nspname as schema, c.relname as name, p.polpermissive as permissive,
      coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') as rule
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    where p.polcmd in ('r', '*')
      and (0 = any (p.polroles) or exists (select from unnest(p.polroles) r where r <> 0 and pg_has_role(r, 'usage')))`)
  const world: World = { client, bound: bound.rows, policies: policies.rows }
  const hidden: string[] = []
  for (const table of bound.rows) {
    if (!(await isOpen(world, table, []))) hidden.push(`${table.schema}.${table.name}`)
  }
  if (hidden.length === 0) return
  throw new BackupError(
    `Row-level security may hide rows of ${hidden.join(', ')} from this database user: back up as a user with BYPASSRLS.`,
  )
}

type World = { client: pg.Client; bound: Table[]; policies: Policy[] }

const isSame = (a: Table, b: Table) => a.schema === b.schema && a.name === b.name

/** `through` are the tables that are being asked already: one cannot be opened by way of itself. */
async function isOpen(world: World, table: Table, through: Table[]): Promise<boolean> {
  if (!world.bound.some((each) => isSame(each, table))) return true
  if (through.some((each) => isSame(each, table))) return false
  let permitted = false
  for (const policy of world.policies.filter((each) => isSame(each, table))) {
    const opens = await opensAll(world, policy, [...through, table])
    if (!policy.permissive && !opens) return false
    if (policy.permissive && opens) permitted = true
  }
  return permitted
}

/** One alternative of the rule must be true whatever the row holds: by the scope, or by a row it belongs to. */
async function opensAll(world: World, policy: Policy, through: Table[]): Promise<boolean> {
  for (const alternative of alternatives(policy.rule)) {
    if (alternative === 'true') return true
    const parent = await parentOf(world.client, policy, alternative)
    if (parent !== null && (await isOpen(world, parent, through))) return true
    if (/\b(and|select)\b/i.test(alternative) && !ASKED_ONCE.test(alternative)) continue
    const closed = await holds(world.client, policy, alternative, '')
    const open = await holds(world.client, policy, alternative, 'all')
    if (open && !closed) return true
  }
  return false
}

/** As PostgreSQL prints `(select sees_all())`, a question without rows that is asked once a statement. */
const ASKED_ONCE = /^SELECT \w+\(\) AS \w+$/

/** As PostgreSQL prints `exists (select from parent where parent.id = child.parent_id)`, either side first. */
const BELONGS = /^EXISTS \( SELECT(?: 1)?\s+FROM (\w+)\s+WHERE \((\w+)\.(\w+) = (\w+)\.(\w+)\)\)$/

/** The table whose row every row of this one surely has: a reference that is enforced and never null. */
async function parentOf(client: pg.Client, child: Table, rule: string): Promise<Table | null> {
  const match = BELONGS.exec(rule)
  if (match === null) return null
  const [, parent, one = '', oneColumn, other = '', otherColumn] = match
  if (![one, other].includes(child.name) || ![one, other].includes(parent ?? '')) return null
  const [key, id] = one === child.name ? [oneColumn, otherColumn] : [otherColumn, oneColumn]
  const found = await client.query<Table>(
    `select pn.nspname as schema, p.relname as name
     from pg_constraint k
     join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
     join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
     where k.contype = 'f' and k.convalidated and cardinality(k.conkey) = 1
       and k.conrelid = format('%I.%I', $1::text, $2::text)::regclass
       and k.confrelid = to_regclass(quote_ident($3)) and a.attname = $4 and a.attnotnull and b.attname = $5`,
    [child.schema, child.name, parent, key, id],
  )
  return found.rows[0] ?? null
}

/** Asked of a row of nulls: only the scope can make it true. */
async function holds(client: pg.Client, table: Table, rule: string, scope: string): Promise<boolean> {
  const name = pg.escapeIdentifier(table.name)
  await client.query('savepoint asking')
  try {
    await client.query(`select set_config('haigui.scope', $1, true)`, [scope])
    const answer = await client.query<{ yes: boolean | null }>(
      `select (${rule}) as yes from (select (null::${pg.escapeIdentifier(table.schema)}.${name}).*) as ${name}`,
    )
    return answer.rows[0]?.yes === true
  } catch {
    return false
  } finally {
    await client.query('rollback to savepoint asking')
  }
}

/** The parts of `(a OR b OR c)`; quotes and brackets are respected. */
export function alternatives(rule: string): string[] {
  const text = rule.trim()
  const depth = depths(text)
  // Brackets around the whole: only the last character closes the first.
  if (text.startsWith('(') && depth.indexOf(0) === text.length - 1) return alternatives(text.slice(1, -1))
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (depth[at] !== 0 || !text.startsWith(' OR ', at)) continue
    parts.push(text.slice(start, at))
    start = at + 4
  }
  if (parts.length === 0) return [text]
  return [...parts, text.slice(start)].flatMap(alternatives)
}

/** For each character how many brackets and quotes are open after it. */
function depths(text: string): number[] {
  let open = 0
  let quote = ''
  return text.split('').map((char) => {
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === "'" || char === '"') quote = char
    else if (char === '(') open += 1
    else if (char === ')') open -= 1
    return open + (quote === '' ? 0 : 1)
  })
}
