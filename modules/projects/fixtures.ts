import { newId } from '#kernel/ids'
import { instant, zone } from '#kernel/time'
import type { Call, Member, Project, ProjectFile } from './model.ts'

export const at = instant('2019-05-01T09:00:00Z')
const none = { en: '', zh: '' }

export const aCall = (over: Partial<Call> = {}): Call => ({
  id: newId<'project_call'>(),
  editionId: newId<'edition'>(),
  stationId: null,
  slug: 'london',
  title: { en: 'London call', zh: '伦敦征集' },
  about: none,
  zone: zone('Europe/London'),
  opensAt: instant('2019-04-01T08:00:00Z'),
  closesAt: instant('2019-06-01T16:00:00Z'),
  form: [],
  followUp: [],
  onePerEntrant: true,
  state: 'open',
  ...over,
})

export const aProject = (over: Partial<Project> = {}): Project => ({
  id: newId<'project'>(),
  editionId: newId<'edition'>(),
  callId: newId<'project_call'>(),
  stationId: null,
  entrantId: newId<'person'>(),
  state: 'draft',
  stateAt: at,
  title: { en: 'Quantum sensor', zh: '量子传感器' },
  summary: { en: 'Measures gravity in a pocket.', zh: '口袋里的重力仪。' },
  body: none,
  field: 'electronic_information',
  tags: [],
  maturity: 'prototype',
  seeking: ['capital'],
  financing: { minor: 300_000_000, currency: 'CNY' },
  website: null,
  country: 'GB',
  institution: 'Imperial College London',
  ror: null,
  ip: {
    owner: 'The entrant',
    licence: 'none',
    priorObligations: 'none',
    declaredBy: newId<'person'>(),
    declaredAt: at,
  },
  answers: {},
  followUpAnswers: {},
  assignedTo: null,
  version: 1,
  locale: 'en',
  madeUp: true,
  createdAt: at,
  changedAt: at,
  submittedAt: null,
  ...over,
})

export const aMember = (over: Partial<Member> = {}): Member => ({
  id: newId<'project_member'>(),
  projectId: newId<'project'>(),
  personId: newId<'person'>(),
  email: 'wei@example.org',
  name: 'Wei Li',
  role: 'Chief scientist',
  invitedAt: at,
  joinedAt: at,
  position: 1,
  ...over,
})

export const aFile = (over: Partial<ProjectFile> = {}): ProjectFile => ({
  id: newId<'project_file'>(),
  projectId: newId<'project'>(),
  kind: 'deck',
  name: 'Deck',
  mediaType: 'application/pdf',
  bytes: 1000,
  hash: 'a'.repeat(64),
  width: null,
  height: null,
  language: null,
  addedBy: null,
  addedAt: at,
  position: 1,
  ...over,
})
