import { sql } from 'kysely'
import { type Actor, isStaff } from '#kernel/access'
import type { Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { refuseAs } from '#platform/db'
import { creditTwice, numberTaken, organisationUnknown, slugTaken } from './errors.ts'
import type { Credit, Edition, EditionId, Organisation, OrganisationId, Programme } from './model.ts'

const editionColumns = sql`id, programme_id as "programmeId", number, year, slug, name, starts_on as "startsOn",
  ends_on as "endsOn", zone, place, state, cloned_from as "clonedFrom", created_at as "createdAt"`

export async function findProgramme(tx: Tx): Promise<Programme | undefined> {
  const found = await sql<Programme>`select id, slug, name, about from programme order by id limit 1`.execute(
    tx,
  )
  return found.rows[0]
}

export async function insertProgramme(tx: Tx, { id, slug, name, about }: Programme): Promise<void> {
  await sql`insert into programme (id, slug, name, about)
    values (${id}, ${slug}, ${JSON.stringify(name)}::jsonb, ${JSON.stringify(about)}::jsonb)`.execute(tx)
}

export async function saveProgramme(tx: Tx, { id, name, about }: Programme): Promise<void> {
  await sql`update programme set name = ${JSON.stringify(name)}::jsonb, about = ${JSON.stringify(about)}::jsonb
    where id = ${id}`.execute(tx)
}

export async function find(tx: Tx, id: EditionId): Promise<Edition | undefined> {
  const found = await sql<Edition>`select ${editionColumns} from edition where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function lock(tx: Tx, id: EditionId): Promise<Edition | undefined> {
  const found = await sql<Edition>`select ${editionColumns} from edition where id = ${id} for update`.execute(
    tx,
  )
  return found.rows[0]
}

export async function findBySlug(tx: Tx, slug: string): Promise<Edition | undefined> {
  const found = await sql<Edition>`select ${editionColumns} from edition where slug = ${slug}`.execute(tx)
  return found.rows[0]
}

/** An edition by its address, for its public pages: one in preparation is there for staff alone, who look at it before it opens. */
export async function findShown(tx: Tx, slug: string, actor: Actor): Promise<Edition | undefined> {
  const edition = await findBySlug(tx, slug)
  return edition?.state === 'draft' && !isStaff(actor) ? undefined : edition
}

/** Newest year first, drafts included: who may see drafts is the caller's question. */
export async function list(tx: Tx): Promise<Edition[]> {
  const found =
    await sql<Edition>`select ${editionColumns} from edition order by year desc, number desc`.execute(tx)
  return found.rows
}

/** The edition people mean when they say "the summit": the newest open one, else the newest closed one. */
export async function current(tx: Tx): Promise<Edition | undefined> {
  const found = await sql<Edition>`select ${editionColumns} from edition where state <> 'draft'
    order by (state = 'open') desc, starts_on desc limit 1`.execute(tx)
  return found.rows[0]
}

/** The edition that staff ask for, drafts too, because it is prepared before it opens; else the current one. */
export async function forDesk(tx: Tx, slug: string | null): Promise<Edition | undefined> {
  const edition = slug === null ? await current(tx) : await findBySlug(tx, slug)
  if (!edition && slug !== null) throw notFound()
  return edition
}

const taken = { edition_slug_once: slugTaken, edition_number_once: numberTaken }

export async function insert(tx: Tx, edition: Edition): Promise<void> {
  await refuseAs(
    sql`insert into edition (id, programme_id, number, year, slug, name, starts_on, ends_on, zone, place, state,
        cloned_from, created_at)
      values (${edition.id}, ${edition.programmeId}, ${edition.number}, ${edition.year}, ${edition.slug},
        ${JSON.stringify(edition.name)}::jsonb, ${edition.startsOn}, ${edition.endsOn}, ${edition.zone},
        ${JSON.stringify(edition.place)}::jsonb, ${edition.state}, ${edition.clonedFrom}, ${edition.createdAt})`.execute(
      tx,
    ),
    taken,
  )
}

export async function save(tx: Tx, edition: Edition): Promise<void> {
  await refuseAs(
    sql`update edition set number = ${edition.number}, year = ${edition.year}, slug = ${edition.slug},
        name = ${JSON.stringify(edition.name)}::jsonb, starts_on = ${edition.startsOn}, ends_on = ${edition.endsOn},
        zone = ${edition.zone}, place = ${JSON.stringify(edition.place)}::jsonb, state = ${edition.state}
      where id = ${edition.id}`.execute(tx),
    taken,
  )
}

const organisationColumns = sql`id, name, country, ror, url, made_up as "madeUp"`

export async function organisations(tx: Tx): Promise<Organisation[]> {
  const found =
    await sql<Organisation>`select ${organisationColumns} from organisation order by name->>'en', id`.execute(
      tx,
    )
  return found.rows
}

/** Those whose name has these words in it, in either language. */
export async function organisationsNamed(tx: Tx, text: string, most: number): Promise<Organisation[]> {
  const found = await sql<Organisation>`select ${organisationColumns} from organisation
    where strpos(lower(concat_ws(' ', name ->> 'en', name ->> 'zh')), lower(${text})) > 0
    order by name ->> 'en', id limit ${most}`.execute(tx)
  return found.rows
}

/** Those that are called exactly so in one of the languages, in whatever case. */
export async function organisationsCalled(tx: Tx, name: string): Promise<Organisation[]> {
  const found = await sql<Organisation>`select ${organisationColumns} from organisation
    where lower(${name.trim()}) in (lower(name ->> 'en'), lower(name ->> 'zh')) order by id limit 2`.execute(
    tx,
  )
  return found.rows
}

export async function readOrganisations(tx: Tx, ids: readonly OrganisationId[]): Promise<Organisation[]> {
  if (ids.length === 0) return []
  const found = await sql<Organisation>`select ${organisationColumns} from organisation
    where id = any(${[...ids]}::uuid[]) order by name ->> 'en', id`.execute(tx)
  return found.rows
}

export async function findOrganisation(tx: Tx, id: OrganisationId): Promise<Organisation | undefined> {
  const found =
    await sql<Organisation>`select ${organisationColumns} from organisation where id = ${id}`.execute(tx)
  return found.rows[0]
}

export async function insertOrganisation(
  tx: Tx,
  { id, name, country, ror, url, madeUp }: Organisation,
): Promise<void> {
  await sql`insert into organisation (id, name, country, ror, url, made_up)
    values (${id}, ${JSON.stringify(name)}::jsonb, ${country}, ${ror}, ${url}, ${madeUp})`.execute(tx)
}

export type NamedCredit = Credit & { organisation: Organisation }

/** Credits in the order they are shown: by kind as `creditKinds` has it, then by position. */
export async function credits(tx: Tx, editionId: EditionId): Promise<NamedCredit[]> {
  const found =
    await sql<NamedCredit>`select credit.id, edition_id as "editionId", organisation_id as "organisationId",
      kind, position, json_build_object('id', organisation.id, 'name', name, 'country', country, 'ror', ror, 'url', url,
        'madeUp', made_up) as organisation
    from credit join organisation on organisation.id = organisation_id where edition_id = ${editionId}
    order by array_position(array['guided', 'sponsored', 'implemented', 'co_organised', 'supported', 'media'], kind), position`.execute(
      tx,
    )
  return found.rows
}

/** The credits of an edition as a whole: what is not in the list is gone. */
export async function saveCredits(tx: Tx, editionId: EditionId, list: readonly Credit[]): Promise<void> {
  await sql`delete from credit where edition_id = ${editionId}`.execute(tx)
  await refuseAs(
    sql`insert into credit (id, edition_id, organisation_id, kind, position)
      select id, ${editionId}, "organisationId", kind, position
      from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as new(id uuid, "organisationId" uuid, kind text, position int)`.execute(
      tx,
    ),
    { credit_once: creditTwice, credit_organisation_id_fkey: organisationUnknown },
  )
}
