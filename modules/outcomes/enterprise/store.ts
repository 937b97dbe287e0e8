import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import type { Instant, PlainDate } from '#kernel/time'
import type { Confirmation } from '../evidence/confirmation/model.ts'
import type { Followup } from '../followup/model.ts'
import type { Outcome } from '../model.ts'
import { columns } from '../store.ts'

type OfOrganisation = { organisationId: Id<'organisation'>; editionId: Id<'edition'> | null }

const its = ({ organisationId, editionId }: OfOrganisation) => sql`outcome.organisation_id = ${organisationId}
  and outcome.state = 'standing' and (${editionId}::uuid is null or outcome.edition_id = ${editionId})`

/** Every standing outcome that names an organisation, newest first. */
export async function outcomesFor(tx: Tx, of: OfOrganisation): Promise<Outcome[]> {
  const found = await sql<Outcome>`select ${columns} from outcome where ${its(of)}
    order by happened_on desc, id desc`.execute(tx)
  return found.rows
}

/** A question to the other side that is still open. Whose address it went to is told only where it is the reader's. */
export type OpenQuestion = Pick<Confirmation, 'id' | 'outcomeId' | 'askedAt' | 'until'> & {
  isReaders: boolean
}

export async function openQuestionsFor(tx: Tx, of: OfOrganisation, at: Instant): Promise<OpenQuestion[]> {
  const found =
    await sql<OpenQuestion>`select asked.id, outcome_id as "outcomeId", asked_at as "askedAt", until,
      exists (select from person where haigui_is_person(person.id) and person.email = asked.email) as "isReaders"
    from outcome_confirmation as asked join outcome on outcome.id = outcome_id
    where ${its(of)} and answered_at is null and until > ${at} and outcome.level in ('stated', 'witnessed')
    order by until, asked.id`.execute(tx)
  return found.rows
}

/** What lasts and has to be asked after, or is being asked, the oldest first. */
export type OpenFollowup = Pick<Followup, 'outcomeId' | 'months' | 'turn' | 'state'> & { dueOn: PlainDate }

export async function openFollowupsFor(tx: Tx, of: OfOrganisation): Promise<OpenFollowup[]> {
  const found =
    await sql<OpenFollowup>`select outcome_id as "outcomeId", months, turn, asked.state, due_on as "dueOn"
    from outcome_followup as asked join outcome on outcome.id = outcome_id
    where ${its(of)} and ended_on is null and asked.state in ('due', 'asked') order by due_on, outcome_id`.execute(
      tx,
    )
  return found.rows
}
