import { newId } from '#kernel/ids'
import { instant } from '#kernel/time'
import type { KeptScan, ReadScan, TicketHolder } from './model.ts'
import type { Door } from './rules.ts'
import { newSerial } from './serial.ts'

export const aHolder = (over: Partial<TicketHolder> = {}): TicketHolder => ({
  registrationId: newId<'registration'>(),
  personId: newId<'person'>(),
  serial: newSerial(),
  state: 'admitted',
  endedAt: null,
  issuedAt: instant('2019-05-02T09:00:00Z'),
  revokedAt: null,
  ...over,
})

export const aScan = (over: Partial<ReadScan> = {}): ReadScan => ({
  id: newId<'scan'>(),
  device: 'door-1',
  counter: 1,
  at: instant('2019-06-12T12:30:00Z'),
  means: 'code',
  code: '',
  proof: 'good',
  serial: null,
  ticketEventId: null,
  ...over,
})

export const aDoor = (holders: readonly TicketHolder[] = [], over: Partial<Door> = {}): Door => ({
  eventId: newId<'event'>(),
  holders: new Map(holders.map((holder) => [holder.serial, holder])),
  kept: new Map<KeptScan['scanId'], KeptScan>(),
  undone: new Set(),
  attendances: new Map(),
  ...over,
})
