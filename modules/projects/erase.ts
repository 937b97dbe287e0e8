import { sql } from 'kysely'
import { system } from '#kernel/access'
import type { Fact, Tx } from '#kernel/command'
import type { Instant } from '#kernel/time'
import type { Leaving, PersonEraser } from '#modules/people'
import * as facts from './facts.ts'
import { forgetContent } from './intake/store.ts'
import type { Member } from './model.ts'
import { move, tombstone } from './rules.ts'
import { refreshViews } from './show/commands.ts'
import { removeViews } from './show/store/views.ts'
import { insertChanges, lock, ownOf, save, type Whole } from './store.ts'

/** Nobody else answers for it: everything goes that was typed and uploaded, and a counted tombstone stays. */
async function withdrawWhole(tx: Tx, { project }: Whole, at: Instant): Promise<Fact[]> {
  if (project.state !== 'withdrawn') {
    const gone = tombstone(move(project, 'withdrawn', '', system('people.erase'), at))
    await save(tx, gone.project)
    await insertChanges(tx, [gone.change], new Map([[project.id, project.stationId]]))
  }
  await removeViews(tx, project.id)
  await forgetContent(tx, project.id, at)
  await sql`delete from project_member where project_id = ${project.id}`.execute(tx)
  return [facts.viewed(project)]
}

/** The others go on: whoever joined next answers for it, and the name is out of it. */
async function handOver(
  tx: Tx,
  whole: Whole,
  heir: Member,
  { id, words }: Leaving,
  at: Instant,
): Promise<Fact[]> {
  const { project } = whole
  const said = sql`${words}::text[]`
  await sql`delete from project_member where project_id = ${project.id} and person_id = ${id}`.execute(tx)
  if (project.entrantId === id)
    await sql`update project_member set position = 1 where id = ${heir.id}`.execute(tx)
  await sql`update project set team = array_remove(team, ${id}),
      entrant_id = case when entrant_id = ${id} then ${heir.personId}::uuid else entrant_id end,
      title = haigui_without(title, ${said}), summary = haigui_without(summary, ${said}),
      body = haigui_without(body, ${said}), ip = haigui_without(ip, ${said}),
      answers = haigui_without(answers, ${said}), follow_up_answers = haigui_without(follow_up_answers, ${said}),
      version = version + 1, changed_at = ${at} where id = ${project.id}`.execute(tx)
  await sql`update project_file set name = haigui_without(name, ${said}) where project_id = ${project.id}`.execute(
    tx,
  )
  await sql`update project_pending set reason = haigui_without(reason, ${said})
    where project_id = ${project.id}`.execute(tx)
  const now = await lock(tx, project.id)
  if (now) await refreshViews(tx, now, at)
  return [facts.viewed(project)]
}

/**
 * Projects of one alone are withdrawn; those of several go on without the name. What was asked and answered between
 * people, what was saved, and invitations to the address go.
 */
export const eraseProjects: PersonEraser = {
  name: 'projects',
  erase: async (tx, leaving, at) => {
    const { id, email, words } = leaving
    const told: Fact[] = []
    await sql`update project_contact set message = case when from_person = ${id} then '' else haigui_without(message, ${words}::text[]) end,
        note = haigui_without(note, ${words}::text[])
      where ${id} in (from_person, to_person) or project_id in (
        select project.id from project where ${id} = any (team))`.execute(tx)
    for (const { id: projectId } of await ownOf(tx, id)) {
      const whole = await lock(tx, projectId)
      if (!whole) continue
      const heir = whole.team.find(
        ({ personId, joinedAt }) => joinedAt !== null && personId !== null && personId !== id,
      )
      told.push(...(await (heir ? handOver(tx, whole, heir, leaving, at) : withdrawWhole(tx, whole, at))))
    }
    await sql`delete from project_member where email = ${email} or (person_id = ${id} and position > 1)`.execute(
      tx,
    )
    await sql`delete from project_saved where person_id = ${id}`.execute(tx)
    await sql`delete from project_upload where person_id = ${id}`.execute(tx)
    return told
  },
}
