import type { VNode } from 'preact'
import type { Actor } from '#kernel/access'
import type { Visit } from '#platform/http'
import type { Edition } from './model.ts'

/** A part of the public pages that a later module fills: its events, its newest statement. */
export type EditionSection = (visit: Visit, edition: Edition) => Promise<VNode | null>

/** One step of the way to going live, answered from the facts. `key` names `programme.check_<key>`. */
export type GoLiveCheck = { key: string; done: boolean; href: string }
export type GoLiveChecks = (visit: Visit, edition: Edition) => Promise<readonly GoLiveCheck[]>

/** Where a role's work begins on the console. */
export type StartTile = { key: string; href: string; who: (actor: Actor) => boolean }

export type ProgrammePorts = {
  sections: readonly EditionSection[]
  checks: GoLiveChecks
  tiles: readonly StartTile[]
}
