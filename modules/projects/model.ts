import { type Id, idOf } from '#kernel/ids'
import type { Locale } from '#kernel/locale'
import type { Money } from '#kernel/money'
import type { Bilingual } from '#kernel/text'
import type { Instant, Zone } from '#kernel/time'
import type { Answers, Question } from '#modules/registration'

export type CallId = Id<'project_call'>
export const CallId = idOf('project_call')
export type ProjectId = Id<'project'>
export const ProjectId = idOf('project')
export type MemberId = Id<'project_member'>
export const MemberId = idOf('project_member')
export type ContactId = Id<'project_contact'>
export const ContactId = idOf('project_contact')
export type ListId = Id<'project_list'>
export const ListId = idOf('project_list')
export type ProjectFileId = Id<'project_file'>
export const ProjectFileId = idOf('project_file')

/** A station's or the host's invitation to bring projects; times are told in its zone. */
export type Call = {
  id: CallId
  editionId: Id<'edition'>
  stationId: Id<'station'> | null
  slug: string
  title: Bilingual
  about: Bilingual
  zone: Zone
  opensAt: Instant
  closesAt: Instant
  /** Asked at once. */
  form: readonly Question[]
  /** Asked of those who were shortlisted. */
  followUp: readonly Question[]
  onePerEntrant: boolean
  state: 'draft' | 'open' | 'closed'
}

export const projectStates = [
  'draft',
  'submitted',
  'checked',
  'shortlisted',
  'shown',
  'in_contest',
  'matched',
  'signed',
  'landed',
  'declined',
  'withdrawn',
] as const
export type ProjectState = (typeof projectStates)[number]

/** The key high-tech fields that the state supports (Measures for the Administration of High-tech Enterprises, 2016). */
export const fields = [
  'electronic_information',
  'biology_medicine',
  'aerospace',
  'new_materials',
  'high_tech_services',
  'new_energy',
  'resources_environment',
  'advanced_manufacturing',
] as const
export type Field = (typeof fields)[number]

export const maturities = ['idea', 'prototype', 'pilot', 'revenue', 'growth'] as const
export type Maturity = (typeof maturities)[number]

export const soughtKinds = ['capital', 'partner', 'customer', 'post', 'space'] as const
export type Sought = (typeof soughtKinds)[number]

/** Who owns what the project rests on, and what was promised to others before. Declared once, dated. */
export type IpDeclaration = {
  owner: string
  licence: string
  priorObligations: string
  declaredBy: Id<'person'>
  declaredAt: Instant
}

/** What is typed once and used for show, contest, meeting and landing. */
export type Passport = {
  title: Bilingual
  summary: Bilingual
  body: Bilingual
  field: Field | null
  tags: readonly string[]
  maturity: Maturity | null
  seeking: readonly Sought[]
  financing: Money | null
  website: string | null
  country: string | null
  institution: string
  /** ROR id of the institution, where known. */
  ror: string | null
}

export type Project = Passport & {
  id: ProjectId
  editionId: Id<'edition'>
  callId: CallId
  stationId: Id<'station'> | null
  entrantId: Id<'person'>
  state: ProjectState
  stateAt: Instant
  ip: IpDeclaration | null
  answers: Answers
  followUpAnswers: Answers
  assignedTo: Id<'person'> | null
  version: number
  locale: Locale
  madeUp: boolean
  createdAt: Instant
  changedAt: Instant
  submittedAt: Instant | null
}

/** One of the team. The entrant is the first; others are invited by mail and join by a signed link. */
export type Member = {
  id: MemberId
  projectId: ProjectId
  personId: Id<'person'> | null
  email: string
  name: string
  role: string
  invitedAt: Instant
  joinedAt: Instant | null
  position: number
}

export const fileKinds = ['deck', 'image', 'video', 'poster', 'captions', 'document'] as const
export type FileKind = (typeof fileKinds)[number]
export type ProjectFile = {
  id: ProjectFileId
  projectId: ProjectId
  kind: FileKind
  name: string
  mediaType: string
  bytes: number
  hash: string
  width: number | null
  height: number | null
  language: string | null
  addedBy: Id<'person'> | null
  addedAt: Instant
  position: number
}

/** A change of state, for ever, with its reason in words for the applicant. */
export type Change = {
  id: Id<'project_change'>
  projectId: ProjectId
  at: Instant
  was: ProjectState
  became: ProjectState
  byKind: 'person' | 'system'
  byPerson: Id<'person'> | null
  reason: string
}

/** A decision that staff hold until it is applied together with others. */
export type Pending = {
  projectId: ProjectId
  becomes: ProjectState
  reason: string
  byPerson: Id<'person'>
  at: Instant
}

/** What somebody may agree to show. The title, field and country go with each audience that gets anything. */
export const showable = [
  'summary',
  'body',
  'maturity',
  'seeking',
  'financing',
  'website',
  'institution',
  'team',
  'deck',
  'images',
  'video',
  'documents',
] as const
export type Showable = (typeof showable)[number]

/** Everybody; whoever is admitted to an event of the edition; one named organisation, by a signed link. */
export type Recipient = 'public' | 'registered' | `organisation:${string}`
export type Shown = { field: Showable; recipient: Recipient }

/** What an audience sees: made from the passport by the consents, and nothing else is ever read for a page. */
export type View = {
  projectId: ProjectId
  audience: Recipient
  editionId: Id<'edition'>
  stationId: Id<'station'> | null
  slug: string
  field: Field | null
  maturity: Maturity | null
  country: string | null
  seeking: readonly Sought[]
  shownAt: Instant
  content: ViewContent
}

export type ViewContent = {
  title: Bilingual
  summary: Bilingual
  body: Bilingual
  tags: readonly string[]
  financing: Money | null
  website: string | null
  institution: string
  team: readonly { name: string; role: string }[]
  files: readonly Pick<ProjectFile, 'id' | 'kind' | 'name' | 'mediaType' | 'width' | 'height' | 'language'>[]
  /** Rounds won, told by judging. */
  awards: readonly Bilingual[]
  madeUp: boolean
}

/** The passport as it was at a moment: what is judged cannot change afterwards. Ids and hashes of files, never their bytes. */
export type FrozenPassport = Passport & {
  team: readonly { name: string; role: string }[]
  answers: readonly { question: Question; answer: Answers[string] }[]
  files: readonly Pick<
    ProjectFile,
    'id' | 'kind' | 'name' | 'mediaType' | 'bytes' | 'hash' | 'width' | 'height' | 'language'
  >[]
  madeUp: boolean
}
