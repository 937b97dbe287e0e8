import pg from 'pg'
import { BackupError } from './error.ts'

type Policy = { schema: string; name: string; policy: string; permissive: boolean; rule: string }

/**
 * On a server the owner may itself be bound by forced row-level security, and rows it cannot see would be missing
 * from the backup without a word. So each such table must have a policy that opens all its rows to the scope 'all';
 * otherwise the backup is refused. Runs inside the caller's transaction.
 */
export async function requireAllRowsVisible(client: pg.Client): Promise<void> {
  const bound = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^pg_' and row_security_active(c.oid)
    order by 1, 2`)
  if (bound.rows.length === 0) return
  const policies = await client.query<Policy>(`
    select n.nspname as schema, c.relname as name, p.polname as policy, p.polpermissive as permissive,
      coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') as rule
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    where p.polcmd in ('r', '*')
      and (0 = any (p.polroles) or exists (select from unnest(p.polroles) r where r <> 0 and pg_has_role(r, 'usage')))`)
  const hidden: string[] = []
  for (const { schema, name } of bound.rows) {
    const own = policies.rows.filter((policy) => policy.schema === schema && policy.name === name)
    const opens: boolean[] = []
    for (const policy of own) opens.push(await opensAll(client, policy))
    const permitted = own.some((policy, at) => policy.permissive && opens[at] === true)
    const restricted = own.some((policy, at) => !policy.permissive && opens[at] !== true)
    if (!permitted || restricted) hidden.push(`${schema}.${name}`)
  }
  if (hidden.length === 0) return
  throw new BackupError(
    `Row-level security may hide rows of ${hidden.join(', ')} from this database user: back up as a user with BYPASSRLS.`,
  )
}

/** One alternative of the rule must be true because of the scope, whatever the row holds. */
async function opensAll(client: pg.Client, policy: Policy): Promise<boolean> {
  for (const alternative of alternatives(policy.rule)) {
    if (alternative === 'true') return true
    if (/\band\b/i.test(alternative)) continue
    const closed = await holds(client, policy, alternative, '')
    const open = await holds(client, policy, alternative, 'all')
    if (open && !closed) return true
  }
  return false
}

/** Asked of a row of nulls: only the scope can make it true. */
async function holds(client: pg.Client, policy: Policy, rule: string, scope: string): Promise<boolean> {
  const name = pg.escapeIdentifier(policy.name)
  await client.query('savepoint asking')
  try {
    await client.query(`select set_config('haigui.scope', $1, true)`, [scope])
    const answer = await client.query<{ yes: boolean | null }>(
      `select (${rule}) as yes from (select (null::${pg.escapeIdentifier(policy.schema)}.${name}).*) as ${name}`,
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
