import { z } from 'zod'
import { line, prose } from '#kernel/text'
import { Languages } from '../setup/wire.ts'
import { mostTopics } from './rules.ts'

/** The wording that joining is agreed to in; a new wording gets a new name. */
export const consentText = 'meetings-2026-11'
/** What a receipt of that consent is filed under. */
export const purpose = 'meetings'
export const recipientOf = (eventId: string): string => `event:${eventId}`

export const ProfileFacts = z.object({
  organisation: line(160, 0),
  headline: line(120, 0),
  offers: prose(800),
  seeks: prose(800),
  topics: z.array(line(40)).max(mostTopics, 'meetings.field_topics'),
  languages: Languages,
  representatives: z.number().int().min(1).max(9),
})
