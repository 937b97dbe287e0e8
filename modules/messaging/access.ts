import { type Actor, anyOf, hasRole, holdsAt, permissions } from '#kernel/access'
import type { Mail } from './model.ts'

const host = hasRole('administrator', 'organiser', 'auditor')
const itsStation = (actor: Actor, mail: Pick<Mail, 'stationId'>) =>
  holdsAt(actor, mail.stationId, 'station_lead', 'station_staff')

export const isSystem = (actor: Actor) => actor.kind === 'system'

export const may = permissions<Pick<Mail, 'stationId'>>()({
  view: anyOf<Pick<Mail, 'stationId'>>(host, itsStation),
  sendAgain: anyOf<Pick<Mail, 'stationId'>>(hasRole('administrator', 'organiser'), itsStation),
})
