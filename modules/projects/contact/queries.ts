import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { beyond, query } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { readPersons } from '#modules/people'
import { may } from '../access.ts'
import { about } from '../intake/commands.ts'
import { ContactId, ProjectId } from '../model.ts'
import { ShownQuestion, seenBy } from '../show/queries.ts'
import { find } from '../store.ts'
import * as store from './store.ts'

/** A project on show and what the reader has asked its people so far. */
export const readAsked = query({
  name: 'projects.asked',
  input: ShownQuestion,
  load: async (tx, where, { actor }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    const seen = await seenBy(tx, where, actor)
    return { ...seen, asked: await store.ofProject(tx, seen.view.projectId, me) }
  },
  allow: signedIn,
})

/** Who asked a project's team to get in touch. */
export const readContacts = query({
  name: 'projects.contacts',
  input: z.object({ projectId: ProjectId }),
  reach: beyond('the team reads the names of those who asked it, who are not within its reach otherwise'),
  load: async (tx, { projectId }, { actor }) => {
    const whole = await find(tx, projectId)
    if (!whole || !may.edit(actor, about(whole))) throw notFound()
    const contacts = await store.ofProject(tx, projectId)
    const people = await readPersons(tx, [...new Set(contacts.map(({ fromPerson }) => fromPerson))])
    return {
      ...whole,
      contacts: contacts.map((contact) => {
        const from = people.get(contact.fromPerson)
        // No address leaves the platform, not even as far as a page.
        return {
          ...contact,
          from: from && { name: from.name, affiliation: from.affiliation, country: from.country },
        }
      }),
    }
  },
  allow: (actor, whole) => may.edit(actor, about(whole)),
})

/** For the letters: what was asked, by whom, and the people it went to. */
export const readContactLetter = query({
  name: 'projects.contact_letter',
  input: z.object({ contactId: ContactId }),
  load: async (tx, { contactId }) => {
    const contact = await store.find(tx, contactId)
    const whole = contact && (await find(tx, contact.projectId))
    if (!whole) throw notFound()
    const team = whole.team.flatMap(({ personId }) => (personId ? [personId] : []))
    const people = await readPersons(tx, [contact.fromPerson, ...team])
    const from = people.get(contact.fromPerson)
    if (!from) throw notFound()
    return { contact, project: whole.project, from, team: team.flatMap((id) => people.get(id) ?? []) }
  },
  allow: (actor) => actor.kind === 'system',
})
