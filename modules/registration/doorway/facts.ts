import type { Fact } from '#kernel/command'
import type { Attendance, DoorEvent } from './model.ts'

/** A guest is in. Told once for each time somebody who was not in comes in; ids and the moment, no name. */
export type CheckedIn = {
  registrationId: string
  personId: string
  eventId: string
  stationId: string | null
  at: string
}

export const checkedIn = (
  attendance: Attendance,
  event: Pick<DoorEvent, 'id' | 'stationId'>,
): Fact<CheckedIn> => ({
  name: 'registration.checked_in',
  payload: {
    registrationId: attendance.registrationId,
    personId: attendance.personId,
    eventId: event.id,
    stationId: event.stationId,
    at: attendance.at,
  },
})

/** A check-in was taken back and the guest is no longer in: whoever counted them counts again. */
export const checkInUndone = (
  attendance: Pick<Attendance, 'registrationId' | 'personId'>,
  event: Pick<DoorEvent, 'id' | 'stationId'>,
): Fact => ({
  name: 'registration.check_in_undone',
  payload: {
    registrationId: attendance.registrationId,
    personId: attendance.personId,
    eventId: event.id,
    stationId: event.stationId,
  },
})
