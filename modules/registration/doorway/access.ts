import { type Actor, anyOf, hasRole, holds, holdsAt, permissions, seesAllStations } from '#kernel/access'
import type { OfStation } from '../access.ts'

const host = hasRole('administrator', 'organiser', 'registration_desk')
const crew = hasRole('check_in_crew')
const auditor = hasRole('auditor')
const stationStaff = (actor: Actor, { stationId }: OfStation) =>
  holdsAt(actor, stationId, 'station_lead', 'station_staff')

/** Who may do what at the door of an event. */
export const may = permissions<OfStation>()({
  /** The guest list as far as the door needs it, the scans and the counts. */
  watch: anyOf<OfStation>(host, crew, auditor, stationStaff),
  /** Let guests in and send scans. */
  checkIn: anyOf<OfStation>(host, crew, stationStaff),
  /** Say that a check-in was wrong. */
  undo: anyOf<OfStation>(host, crew, stationStaff),
  /** All badges in one file: names and institutions of everybody. */
  print: anyOf<OfStation>(host, stationStaff),
})

/** The first lock of the pages, by who is asking alone. */
export const atSomeDoor = (actor: Actor): boolean =>
  holds(
    actor,
    'administrator',
    'organiser',
    'registration_desk',
    'check_in_crew',
    'auditor',
    'station_lead',
    'station_staff',
  )

/**
 * The crew holds no station, so row-level security shows them nothing: their use cases reach beyond it, and only
 * theirs. Everybody else keeps the second lock.
 */
export const isCrewAlone = (actor: Actor): boolean => holds(actor, 'check_in_crew') && !seesAllStations(actor)
