import type { Id } from '#kernel/ids'
import { plainRor } from '#kernel/ror'
import type { Conflict, Judge, Tie, TieKind } from '../model.ts'

/** What ties may be found by, of a project: its people and where they are. */
export type ProjectSide = {
  projectId: Conflict['projectId']
  /** The station it was entered through, and those whose introductions of its people hold. */
  stations: readonly Id<'station'>[]
  institution: string
  ror: string | null
  /** The team's persons, their addresses, and the institutions and organisations their records name. */
  people: readonly Id<'person'>[]
  emails: readonly string[]
  affiliations: readonly string[]
  /** Who put money into this or another project of its people, by the ledger of outcomes. */
  funders: readonly string[]
}

export type JudgeSide = Pick<Judge, 'id' | 'personId' | 'institution' | 'ror' | 'organisation'> & {
  /** The station that brought the judge, and those whose introductions of them hold. */
  stations: readonly Id<'station'>[]
  email: string | null
  affiliation: string
  /** Those who sat on a panel with this judge before. */
  colleagues: readonly Id<'person'>[]
  ties: readonly Tie[]
}

// Mailboxes that anybody may have say nothing about where somebody works.
const anybodys = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com icloud.com yahoo.com proton.me qq.com 163.com 126.com foxmail.com sina.com aliyun.com'.split(
    ' ',
  ),
)
// Addresses of the demo and of tests, which RFC 2606 keeps for such.
const nobodys = /(^|\.)(example|test|invalid)(\.(com|net|org))?$/

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()
const tellingDomain = (email: string | null): string => {
  const domain = email === null ? '' : domainOf(email)
  return anybodys.has(domain) || nobodys.test(domain) ? '' : domain
}

/** One form of a body's name: width, case and accents, without articles, marks and legal forms. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/有限责任公司|股份有限公司|有限公司/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(the|ltd|limited|inc|llc|plc|gmbh|corp|corporation|company|co)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const sameName = (a: string, b: string): boolean => {
  const [one, other] = [plainName(a), plainName(b)]
  return one !== '' && one === other
}

// Records of before have it as an address.
const sameRor = (one: string, other: string | null) => other !== null && plainRor(one) === plainRor(other)

/** What the house knows of bodies: whether two names are of one, and what one is called that is given by its ROR id. */
export type Bodies = {
  same(one: string, other: string): boolean
  /** All names of the body that has this name. */
  named(name: string): readonly string[]
  called(ror: string | null): readonly string[]
}

/** By the bodies on record: the same in Chinese and in English, and by its ROR id. */
export function knownBodies(bodies: readonly { names: readonly string[]; ror: string | null }[]): Bodies {
  const byName = new Map(bodies.flatMap((body) => body.names.map((name) => [plainName(name), body] as const)))
  const byRor = new Map(
    bodies.flatMap((body) => (body.ror === null ? [] : [[plainRor(body.ror), body] as const])),
  )
  const known = (name: string) => (plainName(name) === '' ? undefined : byName.get(plainName(name)))
  return {
    same: (one, other) => sameName(one, other) || (known(one) !== undefined && known(one) === known(other)),
    named: (name) => known(name)?.names ?? [],
    called: (id) => (id === null ? [] : (byRor.get(plainRor(id))?.names ?? [])),
  }
}

function tieIsWith({ projectId, ror, name }: Tie, project: ProjectSide, { same }: Bodies): boolean {
  if (projectId !== null) return projectId === project.projectId
  if (ror !== null) return sameRor(ror, project.ror)
  return [project.institution, ...project.affiliations].some((each) => same(each, name))
}

/**
 * What ties a judge to a project, as far as records show it: on its team; at the same institution (by ROR where both
 * have one, else by name, in either language where the body is on record); in the same organisation (by name, or by an
 * address of the same house); brought or
 * introduced by the same station; from a body that put money into the team before; a panel that both sat on before; whatever was declared. One
 * line for each kind.
 */
export function tiesBetween(
  judge: JudgeSide,
  project: ProjectSide,
  bodies: Bodies = knownBodies([]),
): Conflict[] {
  const { same, called } = bodies
  const found = new Map<TieKind, string>()
  const add = (kind: TieKind, told: string) => {
    if (!found.has(kind)) found.set(kind, told)
  }
  if (project.people.includes(judge.personId)) add('self', '')
  if (judge.ror !== null && project.ror !== null) {
    if (sameRor(judge.ror, project.ror)) add('institution', judge.institution || judge.ror)
  } else {
    const places = [project.institution, ...called(project.ror)]
    const shared = [judge.institution, ...called(judge.ror)].find((mine) =>
      places.some((each) => same(mine, each)),
    )
    if (shared !== undefined) add('institution', project.institution || shared)
  }
  const theirs = [project.institution, ...project.affiliations]
  for (const mine of [judge.organisation, judge.affiliation])
    for (const each of theirs) if (same(mine, each) && !found.has('institution')) add('organisation', each)
  const domain = tellingDomain(judge.email)
  if (domain !== '' && project.emails.some((email) => domainOf(email) === domain)) add('organisation', domain)
  if (judge.stations.some((each) => project.stations.includes(each))) add('station', '')
  for (const mine of [judge.organisation, judge.affiliation, judge.institution])
    for (const funder of project.funders) if (same(mine, funder)) add('funding', funder)
  if (judge.colleagues.some((each) => project.people.includes(each))) add('panel', '')
  for (const tie of judge.ties) if (tieIsWith(tie, project, bodies)) add(tie.kind, tie.told)
  return [...found].map(([kind, told]) => ({
    projectId: project.projectId,
    judgeId: judge.id,
    kind,
    told,
    inferred: true,
  }))
}

/** Whether a tie of this kind keeps the judge from the project in this round. What a judge declares always does. */
export const blocks = (
  round: { blocks: readonly TieKind[] },
  { kind, inferred }: Pick<Conflict, 'kind' | 'inferred'>,
): boolean => !inferred || kind === 'self' || round.blocks.includes(kind)
