import { isObject, type Json, type JsonObject, own } from '../json/value.ts'
import type { Link, Person } from '../model.ts'
import { isUuid, uuidFrom } from './guid.ts'
import { type Desk, Part } from './part.ts'
import { integerIfAny, listOf, text, textIfAny } from './texts.ts'
import { isUri, noteUrl, webUrl, webUrlIn } from './urls.ts'

export function persons(owner: Part, value: Json | undefined): Person[] {
  return listOf(owner, 'persons', value).flatMap((draft, index) => {
    if (isObject(draft)) return [person(owner.desk, `${owner.where} person ${index + 1}`, draft)]
    return typeof draft === 'string' && draft !== ''
      ? [{ name: draft }]
      : unreadable(owner, `persons.${index}`, draft)
  })
}

const nameKeys = ['name', 'public_name', 'both'] as const

function person(desk: Desk, where: string, draft: JsonObject): Person {
  const part = new Part(desk, where, draft)
  const id = integerIfAny(part, 'id', own(draft, 'id'))
  const keys = nameKeys.find((key) => key === own(draft, 'nameKeys'))
  const avatar = own(draft, 'avatar') === null ? null : webUrl(part, 'avatar', own(draft, 'avatar'))
  const biography =
    own(draft, 'biography') === null ? null : textIfAny(part, 'biography', own(draft, 'biography'))
  const more = own(draft, 'links')
  return {
    name: text(part, 'name', own(draft, 'name')),
    ...optional('fullName', textIfAny(part, 'fullName', own(draft, 'fullName'))),
    ...optional('nameKeys', keys),
    ...optional('id', id),
    ...optional('guid', guidIfAny(part, own(draft, 'guid'))),
    ...optional('code', textIfAny(part, 'code', own(draft, 'code'))),
    ...optional('url', webUrl(part, 'url', own(draft, 'url'))),
    ...optional('avatar', avatar),
    ...optional('biography', biography),
    ...(more === undefined ? {} : { links: links(part, 'links', 'link', more) }),
    ...part.kept(),
  }
}

/** With exact optional properties a field is there or it is not; undefined is no value of it. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } {
  if (value === undefined) return {}
  const made: { [K in Key]?: Value } = {}
  made[key] = value
  return made
}

export function guidIfAny(part: Part, value: Json | undefined): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' && isUuid(value)) return value
  const now = uuidFrom(typeof value === 'string' ? value : JSON.stringify(value))
  part.note('guid_not_uuid', 'guid', value, now)
  return now
}

/** `one` is the word for a single one in the list of what was mended. */
export function links(owner: Part, field: string, one: string, value: Json | undefined): Link[] {
  return listOf(owner, field, value).flatMap((draft, index) => {
    if (isObject(draft)) return [link(owner.desk, `${owner.where} ${one} ${index + 1}`, draft)]
    if (typeof draft === 'string')
      return [link(owner.desk, `${owner.where} ${one} ${index + 1}`, { url: draft })]
    return unreadable(owner, `${field}.${index}`, draft)
  })
}

function link(desk: Desk, where: string, draft: JsonObject): Link {
  const part = new Part(desk, where, draft)
  return {
    url: linkUrl(part, text(part, 'url', own(draft, 'url'))),
    ...optional('title', textIfAny(part, 'title', own(draft, 'title'))),
    ...optional('type', textIfAny(part, 'type', own(draft, 'type'))),
    ...optional('service', textIfAny(part, 'service', own(draft, 'service'))),
    ...part.kept(),
  }
}

/** The XML twin takes any text as address of a link, so only JSON can be bent here. What no one can follow stays. */
function linkUrl(part: Part, url: string): string {
  if (part.desk.notation !== 'json' || isUri(url)) return url
  const now = webUrlIn(url, part.desk.base)
  noteUrl(part, 'url', url, now)
  return now ?? url
}

function unreadable(owner: Part, field: string, draft: Json): [] {
  owner.note('unreadable', field, draft, undefined)
  return []
}
