import type { Zone } from '#kernel/time'
import { type Json, type JsonObject, objectOf, own, shown } from '../json/value.ts'
import type { Extra } from '../model.ts'
import type { Mend, MendCode } from '../problems.ts'
import { extraOf } from './extra.ts'

/** Which schema the text has to satisfy to count as unbent; `any` for a schedule that was made or mended before. */
export type Notation = 'xml' | 'json' | 'any'

/** What all parts of one schedule share while it is mended. */
export type Desk = {
  notation: Notation
  mended: Mend[]
  /** For times without offset. */
  zone?: Zone
  /** An offset that the file itself uses, where it names no zone. */
  offset?: string
  /** Absolute, for addresses without host. */
  base?: string
  /** pretalx writes durations of a day and more as D:HH:MM, all others three parts as H:MM:SS. */
  daysFirst: boolean
}

/** One part of the schedule under the needle: collects what was mended and keeps the originals. */
export class Part {
  readonly desk: Desk
  readonly where: string
  private readonly extra: Extra
  private readonly was: Map<string, Json>

  constructor(desk: Desk, where: string, draft: JsonObject) {
    this.desk = desk
    this.where = where
    this.extra = extraOf(own(draft, 'extra'))
    this.was = new Map(Object.entries(this.extra.was ?? {}))
  }

  note(code: MendCode, field: string, was: Json | undefined, now: Json | undefined) {
    this.desk.mended.push({ where: this.where, code, field, was: shown(was), now: shown(now) })
    // The first original is the file's; a field mended twice must not lose it.
    if (was !== undefined && was !== null && !this.was.has(field)) this.was.set(field, was)
  }

  /** To be spread into the mended part, last. */
  kept(): { extra?: Extra } {
    const extra = this.was.size > 0 ? { ...this.extra, was: objectOf(this.was) } : this.extra
    return Object.keys(extra).length > 0 ? { extra } : {}
  }
}
