import { newId } from '#kernel/ids'
import type { insertProjectFile, Shown } from '#modules/projects'
import type { Files } from '#platform/files'

type ProjectFile = Parameters<typeof insertProjectFile>[1]

const parts = import.meta.glob<string>('./film/*.{mp4,webp,vtt}', {
  query: '?inline',
  import: 'default',
  eager: true,
})

const kinds = [
  ['film.mp4', 'video', 'video/mp4', null],
  ['poster.webp', 'poster', 'image/webp', null],
  ['en.vtt', 'captions', 'text/vtt', 'en'],
  ['zh.vtt', 'captions', 'text/vtt', 'zh'],
] as const

/** Which of the ideas has a film: Desalination by waves. */
export const filmed = 'Desalination by waves'

export const filmShown: Shown = { field: 'video', recipient: 'public' }

/** Twelve seconds drawn by us (film/draw.ts), with a poster and captions in both languages. */
export async function filmFiles(
  files: Files,
  kept: Pick<ProjectFile, 'projectId' | 'width' | 'height' | 'addedBy' | 'addedAt'>,
): Promise<ProjectFile[]> {
  const made: ProjectFile[] = []
  for (const [name, kind, mediaType, language] of kinds) {
    const [, coded = ''] = (parts[`./film/${name}`] ?? '').split(';base64,')
    const bytes = Buffer.from(coded, 'base64')
    if (bytes.length === 0) throw new Error(`the demo has no ${name}`)
    made.push({
      ...kept,
      id: newId<'project_file'>(),
      kind,
      name,
      mediaType,
      language,
      bytes: bytes.length,
      hash: await files.put(bytes),
      position: 3 + made.length,
    })
  }
  return made
}
