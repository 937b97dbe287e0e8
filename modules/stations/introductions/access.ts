import { type Actor, anyOf, hasRole, holdsAt } from '#kernel/access'
import type { StationId } from '../model.ts'

type About = { stationId: StationId }

const host = hasRole('administrator', 'organiser')

/** Its own staff write down whom they brought; who shares the credit is the organisers' word. */
export const mayIntroduce = (actor: Actor, { stationId }: About): boolean =>
  holdsAt(actor, stationId, 'station_lead', 'station_staff')
export const mayDecide = host
export const mayReadIntroduction = anyOf<About>(host, hasRole('auditor', 'verifier'), mayIntroduce)
export const readsIntroductions = hasRole(
  'administrator',
  'organiser',
  'auditor',
  'verifier',
  'station_lead',
  'station_staff',
)
