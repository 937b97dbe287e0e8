import { z } from 'zod'
import type { Event } from './model.ts'

const Text = z.object({ en: z.string(), zh: z.string() })

/** An event as the API gives it: instants in UTC beside the place's zone. */
export const Shape = z.object({
  id: z.string(),
  slug: z.string(),
  kind: z.string(),
  title: Text,
  summary: Text,
  zone: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  capacity: z.number().nullable(),
  state: z.string(),
  sequence: z.number(),
  online: z.boolean(),
})

export const shapeOf = ({
  id,
  slug,
  kind,
  title,
  summary,
  zone,
  startsAt,
  endsAt,
  capacity,
  state,
  sequence,
  onlineUrl,
}: Event): z.input<typeof Shape> => ({
  id,
  slug,
  kind,
  title,
  summary,
  zone,
  startsAt,
  endsAt,
  capacity,
  state,
  sequence,
  online: onlineUrl !== null,
})
