import type { VNode } from 'preact'
import type { Role } from '#kernel/access'
import type { Bilingual } from '#kernel/text'
import type { Visit } from '#platform/http'
import type { Auth } from '../auth/index.ts'
import type { Consent } from '../model.ts'
import type { PersonExport, ReadOrganisations, ReadRecipients, ReadStations } from '../queries.ts'

export type DemoAccount = { email: string; name: string; role: Role | 'judge' | 'scholar' }

/** A part of a person's own page that a later module fills; null where it has nothing of them. */
export type MySection = (visit: Visit) => Promise<VNode | null>

export type PeoplePorts = {
  auth: Auth
  /** The demo edition's accounts, to be entered by a button; null in production: then the door does not exist. */
  demoAccounts: (() => Promise<readonly DemoAccount[]>) | null
  /** What each module adds to somebody's own data. */
  exporters: readonly PersonExport[]
  /** What each module puts on a person's own page, in this order. */
  mine: readonly MySection[]
  stations: ReadStations
  organisations: ReadOrganisations
  /** Names for the recipients of consents. */
  recipients?: ReadRecipients
  /** What a consent is about in particular, in the reader's words; '' where there is no more to say. */
  consentAbout?(visit: Visit, consent: Consent, names: ReadonlyMap<string, Bilingual>): string
}
