import type { Say } from '#kernel/i18n'

/** Inputs stay as they are called, in braces: the island puts the values in. */
const asIs = { name: '{name}', since: '{since}', count: '{count}', category: '{category}' }

const plain = [
  'scan_title',
  'scan_start',
  'scan_stop',
  'scan_image',
  'scan_hint',
  'scan_no_code',
  'camera_refused',
  'search_label',
  'search_none',
  'check_in',
  'online',
  'offline',
  'no_list',
  'sign_in_again',
  'not_sent',
  'wiped',
  'unknown',
  'forged',
  'other_event',
  'cancelled',
  'not_admitted',
  'undone',
  'new_guest',
  'already_in_hint',
] as const
const withInputs = ['now_in', 'already_in', 'in_since_time', 'queued', 'ready', 'guest_line'] as const

export type IslandWord = (typeof plain)[number] | (typeof withInputs)[number]
export type IslandWords = Record<IslandWord, string>

export const islandWords = (say: Say): IslandWords =>
  Object.fromEntries([
    ...plain.map((key) => [key, say(`doorway.${key}`)]),
    ...withInputs.map((key) => [key, say(`doorway.${key}`, asIs)]),
  ]) as IslandWords // the keys of both lists are the type
