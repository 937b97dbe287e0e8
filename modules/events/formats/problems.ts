/** One thing of a file that bent the format, and what was read instead. */
export type Mend = {
  /** The part of the file, e.g. `event 5930`, `day 2`, `conference`, `line 12`; ids are those of the file. */
  where: string
  code: MendCode
  /** The field of that part, in the words of the model (`persons.2.guid`); empty for a whole part. */
  field: string
  /** Shortened for reading; the whole original is in `extra.was` of the part. Null: there was nothing. */
  was: string | null
  /** Null: left out. */
  now: string | null
}

/** Stable: message keys are made of them. */
export const mendCodes = [
  'acronym_form',
  'acronym_missing',
  'ampersand_bare',
  'boolean_form',
  'carry_unreadable',
  'code_form',
  'code_twice',
  'color_form',
  'conference_missing',
  'date_form',
  'date_missing',
  'date_no_offset',
  'date_unreadable',
  'day_index',
  'days_count',
  'doctype_ignored',
  'duration_form',
  'duration_missing',
  'element_twice',
  'encoding_wrong',
  'entity_unknown',
  'event_outside_room',
  'guid_missing',
  'guid_not_uuid',
  'guid_twice',
  'id_form',
  'id_missing',
  'id_twice',
  'license_missing',
  'list_form',
  'markup_in_text',
  'number_form',
  'optout_missing',
  'room_twice',
  'room_unnamed',
  'rooms_form',
  'schedule_second_form',
  'schedule_unwrapped',
  'slug_form',
  'slug_missing',
  'slug_twice',
  'start_form',
  'start_missing',
  'text_control',
  'text_form',
  'text_missing',
  'text_translated',
  'unreadable',
  'url_form',
  'url_relative',
  'url_unusable',
  'zone_assumed',
  'zone_form',
  'zone_unknown',
] as const
export type MendCode = (typeof mendCodes)[number]

/** Stable: message keys are made of them. */
export const formatErrorCodes = [
  'day_without_date',
  'empty',
  'encoding_unknown',
  'json_malformed',
  'no_days',
  'not_a_schedule',
  'too_deep',
  'too_large',
  'too_many_parts',
  'xml_dtd_refused',
  'xml_malformed',
] as const
export type FormatErrorCode = (typeof formatErrorCodes)[number]

/**
 * The file cannot be read as a schedule. `code` and `params` are public and become a refusal of the caller;
 * `line` counts from 1 and is known for what is wrong with the text itself.
 */
export class ScheduleFormatError extends Error {
  readonly code: FormatErrorCode
  readonly line: number | undefined
  readonly params: Readonly<Record<string, string | number>>

  constructor(code: FormatErrorCode, params: Readonly<Record<string, string | number>> = {}, line?: number) {
    super(line === undefined ? code : `${code} (line ${line})`)
    this.name = 'ScheduleFormatError'
    this.code = code
    this.line = line
    this.params = params
  }
}

/**
 * What a file may ask of us. Real ones are below 3 MB, 12 levels, 100,000 parts and 3,000 events; depth is bounded so that
 * what we export of a file (unknown parts nested in a carry, two levels of JSON for one of XML) is never deeper
 * than what we read.
 */
export const limits = {
  bytes: 20 * 1024 * 1024,
  xmlDepth: 32,
  jsonDepth: 96,
  jsonDepthWithCarry: 192,
  parts: 400_000,
  days: 1_000,
  events: 20_000,
} as const
