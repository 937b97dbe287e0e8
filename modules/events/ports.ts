import type { VNode } from 'preact'
import type { Edition } from '#modules/programme'
import type { Visit } from '#platform/http'
import type { Event } from './model.ts'

/** A part of an event's public page that a later module fills: its 1:1 meetings. */
export type EventSection = (visit: Visit, edition: Edition, event: Event) => Promise<VNode | null>

/** What stands where visitors read "Register", for whoever has registered: the way to what they have. */
export type EventEntry = (visit: Visit, event: Event) => Promise<VNode | null>

export type EventPorts = { sections: readonly EventSection[]; entered: EventEntry }
