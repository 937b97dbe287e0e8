import type { Locale } from '#kernel/i18n'
import type { ProjectFile } from './model.ts'

type Shown = Pick<ProjectFile, 'id' | 'kind' | 'language'>

/** The film with its poster and captions, in the browser's own player. Nothing without a film. */
export function Film({
  files,
  locale,
  fileHref,
}: {
  files: readonly Shown[]
  locale: Locale
  fileHref(id: string): string
}) {
  const film = files.find(({ kind }) => kind === 'video')
  if (!film) return null
  const poster = files.find(({ kind }) => kind === 'poster') ?? files.find(({ kind }) => kind === 'image')
  return (
    // biome-ignore lint/a11y/useMediaCaption: captions are the team's to upload, and are there where they did
    <video
      class="film"
      controls
      preload="metadata"
      poster={poster && fileHref(poster.id)}
      src={fileHref(film.id)}
    >
      {files
        .filter(({ kind }) => kind === 'captions')
        .map(({ id, language }) => (
          <track
            key={id}
            kind="captions"
            src={fileHref(id)}
            srclang={language === 'zh' ? 'zh-Hans' : 'en'}
            label={language === 'zh' ? '中文' : 'English'}
            default={language === locale}
          />
        ))}
    </video>
  )
}

type Picture = Pick<ProjectFile, 'id' | 'kind' | 'name' | 'width' | 'height'>

/** The pictures beside each other, each leading to itself at its full size. Nothing without one. */
export function Pictures({ files, fileHref }: { files: readonly Picture[]; fileHref(id: string): string }) {
  const pictures = files.filter(({ kind }) => kind === 'image')
  if (pictures.length === 0) return null
  return (
    <ul class="pictures">
      {pictures.map(({ id, name, width, height }) => (
        <li key={id}>
          <a href={fileHref(id)}>
            <img
              src={fileHref(id)}
              alt={name}
              width={width ?? undefined}
              height={height ?? undefined}
              loading="lazy"
            />
          </a>
        </li>
      ))}
    </ul>
  )
}
