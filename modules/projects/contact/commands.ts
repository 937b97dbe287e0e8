import { z } from 'zod'
import { personIdOf, signedIn } from '#kernel/access'
import { beyond, command } from '#kernel/command'
import { notFound, signInFirst } from '#kernel/errors'
import { newId } from '#kernel/ids'
import { prose } from '#kernel/text'
import { plus } from '#kernel/time'
import { may } from '../access.ts'
import * as facts from '../facts.ts'
import { about, lockWhole, subjectOf } from '../intake/commands.ts'
import { ContactId } from '../model.ts'
import { ShownQuestion, seenBy } from '../show/queries.ts'
import { find } from '../store.ts'
import * as rules from './rules.ts'
import * as store from './store.ts'

const aDay = { hours: -24 }

/** Asks the people of a project on show to get in touch. They see who asks and what for, and no address. */
export const askContact = command({
  name: 'projects.ask_contact',
  input: ShownQuestion.extend({ message: prose(1000, 1) }),
  reach: beyond('who asks is not of the team, so that the project behind the view is not theirs to see'),
  load: async (tx, where, { actor, at }) => {
    const me = personIdOf(actor)
    if (me === null) throw signInFirst()
    const { view } = await seenBy(tx, where, actor)
    const whole = await find(tx, view.projectId)
    if (!whole) throw notFound()
    return {
      ...whole,
      me,
      before: await store.ofProject(tx, view.projectId, me),
      today: await store.countSince(tx, me, plus(at, aDay)),
    }
  },
  allow: signedIn,
  decide: ({ project, team, me, before, today }, { message }, { at }) => {
    const people = [project.entrantId, ...team.map(({ personId }) => personId)]
    rules.mayAsk(me, people, before, today)
    const contact: rules.Contact = {
      id: newId<'project_contact'>(),
      projectId: project.id,
      fromPerson: me,
      toPerson: project.entrantId,
      message,
      at,
      answeredAt: null,
      answer: null,
      note: '',
    }
    return { project, contact }
  },
  save: (tx, { project, contact }) => store.insert(tx, contact, project.stationId),
  announce: ({ contact }) => [facts.contactAsked(contact)],
  audit: subjectOf,
})

/** The team's yes or no to somebody who asked, with a word if they like. */
export const answerContact = command({
  name: 'projects.answer_contact',
  input: z.object({ contactId: ContactId, answer: z.enum(['accepted', 'declined']), note: prose(1000) }),
  load: async (tx, { contactId }) => {
    const contact = await store.lock(tx, contactId)
    if (!contact) throw notFound()
    return { ...(await lockWhole(tx, contact.projectId)), contact }
  },
  allow: (actor, whole) => may.edit(actor, about(whole)),
  decide: ({ project, contact }, { answer, note }, { at }) => ({
    project,
    contact: rules.answered(contact, answer, note, at),
  }),
  save: (tx, { contact }) => store.saveAnswer(tx, contact),
  announce: ({ contact }) => [facts.contactAnswered(contact)],
  audit: subjectOf,
})
