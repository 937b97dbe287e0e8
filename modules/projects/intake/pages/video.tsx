import { acceptedOf } from '#platform/files'
import type { Route, Visit } from '#platform/http'
import { Button, FormActions, Section } from '#ui'
import { Film } from '../../film.tsx'
import { largestFilm, mayBeEdited } from '../../rules.ts'
import { type FilmPorts, filmRoutes } from '../video/doors.ts'
import { filesForm, filmKinds, sizeText } from './files.tsx'
import type { Own } from './own.tsx'

const words = ['film_going', 'film_lost', 'film_other', 'film_too_large', 'field_file_video'] as const

/**
 * The way for large films: in pieces, and on from where it was cut off, also on another day. Shown by its island; without
 * script the form below takes smaller ones.
 */
function InPieces({ visit, own }: { visit: Visit; own: Own }) {
  const { say, href } = visit
  const { upload } = own
  const here = href(`/projects/${own.project.id}/video`)
  const going = upload && { to: `${here}/uploads/${upload.id}`, name: upload.name, bytes: upload.bytes }
  const said = Object.fromEntries(
    words.map((key) => [
      key,
      say(`projects.${key}`, {
        gigabytes: largestFilm / 1024 ** 3,
        part: '{part}',
        name: upload?.name ?? '',
      }),
    ]),
  )
  return (
    <div
      class="sec form"
      hidden
      data-island="film"
      data-to={`${here}/uploads`}
      data-done={`${here}?told=projects.told_file`}
      data-largest={largestFilm}
      data-going={JSON.stringify(going ?? null)}
      data-words={JSON.stringify(said)}
    >
      <Section title={say('projects.film_in_pieces')} lead={say('projects.film_in_pieces_lead')}>
        {upload && (
          <p>{say('projects.film_under_way', { name: upload.name, size: sizeText(upload.bytes) })}</p>
        )}
        <div class="field">
          <label for="film-file">{say('projects.file_video')}</label>
          <p class="hint" id="film-hint">
            {say('projects.film_hint', { gigabytes: largestFilm / 1024 ** 3 })}
          </p>
          <input id="film-file" type="file" accept={acceptedOf('video')} aria-describedby="film-hint" />
        </div>
        <p class="err" role="alert" hidden />
        <progress max={1} value={0} hidden aria-label={say('projects.film_in_pieces')} />
        <p role="status" />
        <FormActions>
          <Button type="button" tone="primary">
            {say(upload ? 'projects.film_go_on' : 'projects.film_begin')}
          </Button>
        </FormActions>
      </Section>
    </div>
  )
}

export const videoRoutes = (ports: FilmPorts): readonly Route[] => [
  filesForm(ports.files, {
    verb: 'video',
    kinds: filmKinds,
    islands: ['film'],
    between: (visit, own) => {
      const video = own.files.some(({ kind }) => kind === 'video')
      if (video)
        return (
          <Film
            files={own.files}
            locale={visit.locale}
            fileHref={(id) => visit.href(`/projects/${own.project.id}/files/${id}`)}
          />
        )
      return mayBeEdited(own.project.state) ? <InPieces visit={visit} own={own} /> : null
    },
  }),
  ...filmRoutes(ports),
]
