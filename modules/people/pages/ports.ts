import type { Role } from '#kernel/access'
import type { Auth } from '../auth/index.ts'
import type { PersonExport, ReadRecipients, ReadStations } from '../queries.ts'

export type DemoAccount = { email: string; name: string; role: Role | 'judge' }

export type PeoplePorts = {
  auth: Auth
  /** The demo edition's accounts, to be entered by a button; null in production: then the door does not exist. */
  demoAccounts: (() => Promise<readonly DemoAccount[]>) | null
  /** What each module adds to somebody's own data. */
  exporters: readonly PersonExport[]
  stations: ReadStations
  /** Names for the recipients of consents. */
  recipients?: ReadRecipients
}
