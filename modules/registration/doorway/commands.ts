import { z } from 'zod'
import { everyone, personIdOf } from '#kernel/access'
import { beyond, command, type Reach, type Tx } from '#kernel/command'
import { notFound } from '#kernel/errors'
import { type Id, idOf } from '#kernel/ids'
import { prose } from '#kernel/text'
import type { Keys } from '#platform/keys'
import { RegistrationId } from '../model.ts'
import { may } from './access.ts'
import * as errors from './errors.ts'
import * as facts from './facts.ts'
import type { DoorEvent } from './model.ts'
import { takeScans } from './scans.ts'
import { issueMissing, signTicket } from './steps.ts'
import * as guests from './store/guests.ts'
import * as record from './store/record.ts'
import { shortKeys, writeTicket } from './ticket.ts'

export type Ports = { keys: Keys }

const EventInput = z.object({ eventId: idOf('event') })

async function eventOf(tx: Tx, eventId: Id<'event'>): Promise<DoorEvent> {
  const event = await record.findEvent(tx, eventId)
  if (!event) throw notFound()
  return event
}

/** The door's use cases for one reach: the crew's goes beyond row-level security, everybody else's does not. */
const atTheDoor = ({ keys }: Ports, reach: Reach) => ({
  /** Everything a device needs to decide alone; guests without a ticket get theirs. */
  open: command({
    name: 'registration.open_door',
    reach,
    input: EventInput,
    load: async (tx, { eventId }, { at }) => {
      const event = await eventOf(tx, eventId)
      await keys.signingKey(tx, 'ticket', at)
      await issueMissing(tx, { eventId }, at)
      return {
        event,
        keys: shortKeys(await keys.publicKeys(tx, 'ticket')),
        guests: await guests.listGuests(tx, eventId),
        counts: await guests.countGuests(tx, eventId),
      }
    },
    allow: (actor, { event }) => may.checkIn(actor, event),
    decide: (loaded) => loaded,
    save: async () => {},
  }),

  /** Says that a guest is not in after all. Scans that arrive later from other devices count again. */
  undo: command({
    name: 'registration.undo_check_in',
    reach,
    input: z.object({
      eventId: idOf('event'),
      registrationId: RegistrationId,
      reason: prose(300, 1),
    }),
    load: async (tx, { eventId, registrationId }) => {
      const event = await eventOf(tx, eventId)
      await record.lockDoor(tx, eventId)
      const attendance = (await record.attendances(tx, eventId, [registrationId])).get(registrationId)
      const scans = await record.standingScans(tx, registrationId)
      return { event, attendance, scans }
    },
    allow: (actor, { event }) => may.undo(actor, event),
    decide: ({ event, attendance, scans }, { reason, registrationId }) => {
      if (attendance === undefined) throw errors.notInYet()
      return { event, attendance, registrationId, reason, scanIds: scans.map(({ scanId }) => scanId) }
    },
    save: (tx, outcome, { actor, at }) => record.undo(tx, outcome, personIdOf(actor), at),
    announce: ({ attendance, event }) => [facts.checkInUndone(attendance, event)],
    audit: ({ event, registrationId }) => ({
      type: 'registration',
      id: registrationId,
      stationId: event.stationId,
    }),
  }),

  /** What stands on the badges of an event, each with its signed code. */
  badges: command({
    name: 'registration.badges',
    reach,
    input: EventInput,
    load: async (tx, { eventId }, { at }) => {
      const event = await eventOf(tx, eventId)
      await issueMissing(tx, { eventId }, at)
      const all = await guests.listGuests(tx, eventId)
      const admitted = all.filter(({ state }) => state === 'admitted')
      const key = await keys.signingKey(tx, 'ticket', at)
      return {
        event,
        guests: admitted.map((guest) => ({
          ...guest,
          code: writeTicket({ eventId, serial: guest.serial }, key),
        })),
      }
    },
    allow: (actor, { event }) => may.print(actor, event),
    decide: (loaded) => {
      if (loaded.guests.length === 0) throw errors.noBadges()
      return loaded
    },
    save: async () => {},
    audit: ({ event }) => ({ type: 'event', id: event.id, stationId: event.stationId }),
  }),
})

const crewReach = beyond('the crew at a door holds no station; the use case asks whether they may')

export const doorCommands = (ports: Ports) => ({
  staff: atTheDoor(ports, 'actor'),
  crew: atTheDoor(ports, crewReach),
  scans: takeScans(ports),
  /** The guest's own ticket, made when it is first asked for. Whoever has the signed link is the guest. */
  ticket: command({
    name: 'registration.ticket',
    reach: beyond('a guest without account reads their own ticket by a signed link'),
    input: z.object({ registrationId: RegistrationId }),
    load: async (tx, { registrationId }, { at }) => {
      await issueMissing(tx, { registrationIds: [registrationId] }, at)
      const ticket = await guests.findTicket(tx, registrationId)
      if (!ticket) throw notFound()
      const { serial, eventId } = ticket
      const code = serial === null ? null : await signTicket(tx, ports.keys, { eventId, serial }, at)
      return { ticket, code }
    },
    allow: everyone('the signed link is the key to this one registration'),
    decide: ({ ticket, code }) => {
      const { serial } = ticket
      if (ticket.state !== 'admitted' || code === null || serial === null)
        throw errors.noTicketYet(ticket.state)
      return { ...ticket, serial, code }
    },
    save: async () => {},
  }),
  /** Heard when guests are admitted: their tickets are there before they ask. */
  issue: command({
    name: 'registration.issue_tickets',
    input: z.object({ registrationIds: z.array(RegistrationId).min(1) }),
    load: (tx, { registrationIds }, { at }) => issueMissing(tx, { registrationIds }, at),
    allow: (actor) => actor.kind === 'system',
    decide: () => null,
    save: async () => {},
  }),
})

export type DoorCommands = ReturnType<typeof doorCommands>
