import type { VNode } from 'preact'
import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import type { Station } from './model.ts'

/** The events of a station, drawn by the module of events. */
export type StationPorts = { events(visit: Visit, edition: Edition, station: Station): Promise<VNode | null> }
