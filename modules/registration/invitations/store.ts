import { sql } from 'kysely'
import type { Tx } from '#kernel/command'
import type { Id } from '#kernel/ids'
import { invitationColumns } from '../admission/store.ts'
import type { CategoryId, Invitation, InvitationId } from '../model.ts'

/** An event's invitations, newest first. */
export async function listInvitations(tx: Tx, eventId: Id<'event'>): Promise<Invitation[]> {
  const found = await sql<Invitation>`select ${invitationColumns} from invitation where event_id = ${eventId}
    order by created_at desc, id desc`.execute(tx)
  return found.rows
}

/** Those of the addresses that were invited to the category before. */
export async function lockByEmail(
  tx: Tx,
  categoryId: CategoryId,
  emails: readonly string[],
): Promise<Map<string, Invitation>> {
  const found = await sql<Invitation>`select ${invitationColumns} from invitation
    where category_id = ${categoryId} and email = any(${emails}::text[]) order by id for update`.execute(tx)
  return new Map(found.rows.map((invitation) => [invitation.email, invitation]))
}

export async function lockInvitation(
  tx: Tx,
  eventId: Id<'event'>,
  id: InvitationId,
): Promise<Invitation | undefined> {
  const found = await sql<Invitation>`select ${invitationColumns} from invitation
    where event_id = ${eventId} and id = ${id} for update`.execute(tx)
  return found.rows[0]
}

/** Writes invitations, new ones and those that are sent again. */
export async function saveInvitations(tx: Tx, invitations: readonly Invitation[]): Promise<void> {
  if (invitations.length === 0) return
  await sql`insert into invitation (id, event_id, category_id, station_id, email, name, locale, valid_until, invited_by,
      created_at, used_at, withdrawn_at)
    select id, "eventId", "categoryId", "stationId", email, name, locale, "validUntil", "invitedBy", "createdAt",
      "usedAt", "withdrawnAt"
    from jsonb_to_recordset(${JSON.stringify(invitations)}::jsonb) as new(id uuid, "eventId" uuid, "categoryId" uuid,
      "stationId" uuid, email text, name jsonb, locale text, "validUntil" timestamptz, "invitedBy" uuid,
      "createdAt" timestamptz, "usedAt" timestamptz, "withdrawnAt" timestamptz)
    on conflict (id) do update set name = excluded.name, locale = excluded.locale,
      valid_until = excluded.valid_until, withdrawn_at = excluded.withdrawn_at`.execute(tx)
}
