import type { Instant } from '#kernel/time'
import type { Member, Project, ProjectFile, Recipient, Showable, Shown, View, ViewContent } from '../model.ts'
import { isOnShow } from '../rules.ts'

const nothing = { en: '', zh: '' }
const kindsOf: Readonly<Partial<Record<Showable, readonly ProjectFile['kind'][]>>> = {
  deck: ['deck'],
  images: ['image'],
  video: ['video', 'poster', 'captions'],
  documents: ['document'],
}

/**
 * What an audience may see: a field is there when somebody agreed to show it to them, or to everybody.
 * Null when nothing was agreed for them, or the project is not on show. Registered guests and named organisations see
 * what the public sees, and more.
 */
export function viewOf(
  project: Project,
  team: readonly Member[],
  files: readonly ProjectFile[],
  shown: readonly Shown[],
  audience: Recipient,
  slug: string,
  at: Instant,
  awards: ViewContent['awards'] = [],
): View | null {
  if (!isOnShow(project.state)) return null
  const sees = new Set(
    shown
      .filter(({ recipient }) => recipient === audience || recipient === 'public')
      .map(({ field }) => field),
  )
  if (sees.size === 0) return null
  const when = <T>(field: Showable, value: T, otherwise: T): T => (sees.has(field) ? value : otherwise)
  return {
    projectId: project.id,
    audience,
    editionId: project.editionId,
    stationId: project.stationId,
    slug,
    field: project.field,
    country: project.country,
    maturity: when('maturity', project.maturity, null),
    seeking: when('seeking', project.seeking, []),
    shownAt: at,
    content: {
      title: project.title,
      summary: when('summary', project.summary, nothing),
      body: when('body', project.body, nothing),
      tags: when('body', project.tags, []),
      financing: when('financing', project.financing, null),
      website: when('website', project.website, null),
      institution: when('institution', project.institution, ''),
      team: when(
        'team',
        team.filter(({ joinedAt }) => joinedAt !== null).map(({ name, role }) => ({ name, role })),
        [],
      ),
      files: files
        .filter(({ kind }) =>
          Object.entries(kindsOf).some(
            ([field, kinds]) => sees.has(field as Showable) && kinds?.includes(kind),
          ),
        )
        .map(({ id, kind, name, mediaType, width, height, language }) => ({
          id,
          kind,
          name,
          mediaType,
          width,
          height,
          language,
        })),
      awards,
      madeUp: project.madeUp,
    },
  }
}

/** Everybody who may see something: the public, registered guests, and each organisation that was named. */
export const audiencesOf = (shown: readonly Shown[]): readonly Recipient[] => [
  ...new Set<Recipient>(['public', 'registered', ...shown.map(({ recipient }) => recipient)]),
]
