import type { ComponentChildren } from 'preact'
import { signedIn } from '#kernel/access'
import { invalidField, notFound } from '#kernel/errors'
import {
  acceptedOf,
  captionsText,
  type Files,
  mediaOf,
  readCaptions,
  readPicture,
  sendFile,
} from '#platform/files'
import { action, type FormState, type FormValues, file, form, type Route, type Visit } from '#platform/http'
import { Button, EmptyState, FileInput, Form, RadioGroup, Section, Table, TextInput } from '#ui'
import { type FileKind, ProjectFileId } from '../../model.ts'
import { projectIn } from '../../parts.tsx'
import { mayBeEdited } from '../../rules.ts'
import { addFile, removeFile } from '../files.ts'
import { loadOwn, type Own, OwnHead } from './own.tsx'

/** Through a form, which is held in memory; a larger video comes in pieces. */
const largest = 30 * 1024 * 1024

export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** What belongs to the film, and has its own page. */
export const filmKinds: readonly FileKind[] = ['video', 'poster', 'captions']

const plain = { width: null, height: null, language: null }

/** Captions are read and written anew: what is kept is what is said, and when. */
async function takeCaptions(files: Files, bytes: Uint8Array) {
  const cues = readCaptions(new TextDecoder().decode(bytes))
  if ('problem' in cues)
    throw invalidField('file', `projects.field_captions_${cues.problem}`, { line: cues.line })
  const text = new TextEncoder().encode(captionsText(cues))
  return { ...plain, bytes: text.length, hash: await files.put(text), mediaType: 'text/vtt' }
}

async function takePicture(files: Files, kind: FileKind, bytes: Uint8Array) {
  const picture = mediaOf(bytes)?.kind === 'image' ? await readPicture(bytes, 2400) : null
  if (picture === null) throw invalidField('file', `projects.field_file_${kind}`)
  const { width, height, mediaType } = picture
  const hash = await files.put(picture.bytes)
  return { ...plain, bytes: picture.bytes.length, hash, mediaType, width, height }
}

/** Takes a file in: known by its bytes, pictures drawn anew, the rest kept as it is and only ever sent as a download. */
async function takeIn(files: Files, kind: FileKind, given: File) {
  const bytes = new Uint8Array(await given.arrayBuffer())
  if (kind === 'captions') return takeCaptions(files, bytes)
  if (kind === 'image' || kind === 'poster') return takePicture(files, kind, bytes)
  const media = mediaOf(bytes)
  if (media === null) throw invalidField('file', `projects.field_file_${kind}`)
  return { ...plain, bytes: bytes.length, hash: await files.put(bytes), mediaType: media.media }
}

const languageIn = (values: FormValues) => {
  const language = values.text('language')
  return language === 'en' || language === 'zh' ? language : null
}

const FileTable = ({ visit, own, kinds, verb, open }: Shown & { verb: 'files' | 'video'; open: boolean }) => {
  const { say, href } = visit
  const here = `/projects/${own.project.id}/files`
  return (
    <Table
      caption={say('projects.part_files')}
      hideCaption
      rows={own.files.filter(({ kind }) => kinds.includes(kind))}
      rowKey={({ id }) => id}
      href={({ id }) => href(`${here}/${id}`)}
      empty={
        <EmptyState title={say(`projects.no_${verb}`)} icon="file">
          {say(`projects.no_${verb}_text`)}
        </EmptyState>
      }
      columns={[
        { key: 'name', label: say('projects.file_name'), main: true, cell: ({ name }) => name },
        {
          key: 'kind',
          label: say('projects.file_kind'),
          cell: ({ kind, language }) =>
            language === null
              ? say(`projects.file_${kind}`)
              : `${say(`projects.file_${kind}`)} (${languageNames[language === 'zh' ? 'zh' : 'en']})`,
        },
        {
          key: 'size',
          label: say('projects.file_size'),
          number: true,
          cell: ({ bytes }) => sizeText(bytes),
        },
        {
          key: 'remove',
          label: say('kernel.remove'),
          hideLabel: true,
          cell: ({ id }) =>
            open && (
              <Form inline action={href(`${here}/${id}/remove`)}>
                <Button tone="quiet">{say('kernel.remove')}</Button>
              </Form>
            ),
        },
      ]}
    />
  )
}

const languageNames = { en: 'English', zh: '中文' }
type Shown = { visit: Visit; own: Own; kinds: readonly FileKind[] }

/** One file more, of one of these kinds. */
function AddFile({ visit, own, kinds, of, action: to }: Shown & { of: FormState; action: string }) {
  const { say } = visit
  const missing = kinds.find((kind) => !own.files.some((file) => file.kind === kind))
  return (
    <Form files action={to} of={of} send={say('projects.add_file')}>
      <RadioGroup
        of={of}
        name="kind"
        label={say('projects.file_kind')}
        value={missing ?? kinds[0] ?? ''}
        options={kinds.map((value) => ({
          value,
          label: say(`projects.file_${value}`),
          hint: say(`projects.file_${value}_hint`),
        }))}
        followUps={
          kinds.includes('captions')
            ? [
                {
                  when: ['captions'],
                  children: (
                    <RadioGroup
                      of={of}
                      name="language"
                      label={say('projects.language')}
                      inline
                      value="en"
                      options={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
                    />
                  ),
                },
              ]
            : []
        }
      />
      <FileInput
        of={of}
        name="file"
        label={say('projects.file')}
        hint={say('projects.file_limit', { megabytes: largest / 1024 / 1024 })}
        accept={acceptedOf('pdf', 'image', 'captions', 'video')}
        required
      />
      <TextInput
        of={of}
        name="name"
        label={say('projects.file_name')}
        hint={say('projects.file_name_hint')}
        mark={say('kernel.optional')}
        maxlength={200}
      />
    </Form>
  )
}

/** A page about files of some kinds: what there is, and a form for one more. */
export const filesForm = (
  files: Files,
  part: {
    verb: 'files' | 'video'
    kinds: readonly FileKind[]
    islands?: readonly string[]
    /** What stands between the list and the form. */
    between?(visit: Visit, own: Own): ComponentChildren
  },
): Route =>
  form({
    path: `/projects/:project/${part.verb}`,
    who: signedIn,
    limit: largest + 64 * 1024,
    load: loadOwn,
    view: (visit, own, state) => {
      const { say, href } = visit
      const here = `/projects/${own.project.id}/${part.verb}`
      const open = mayBeEdited(own.project.state)
      return {
        title: say(`projects.part_${part.verb}`),
        shell: 'public',
        noIndex: true,
        islands: open ? (part.islands ?? []) : [],
        body: (
          <>
            <OwnHead visit={visit} own={own} title={say(`projects.part_${part.verb}`)} />
            <p class="lead">{say(`projects.part_${part.verb}_text`)}</p>
            <FileTable visit={visit} own={own} kinds={part.kinds} verb={part.verb} open={open} />
            {part.between?.(visit, own)}
            {open && (
              <Section title={say('projects.add_file')}>
                <AddFile visit={visit} own={own} kinds={part.kinds} of={state} action={href(here)} />
              </Section>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values, own) => {
      const kind = part.kinds.find((each) => each === values.text('kind'))
      if (!kind) throw invalidField('kind', 'kernel.field_choose')
      const given = values.file('file')
      if (!given) throw invalidField('file', 'kernel.field_required')
      await visit.use.run(addFile, {
        projectId: own.project.id,
        kind,
        name: values.text('name') || given.name.slice(0, 200) || kind,
        ...(await takeIn(files, kind, given)),
        language: kind === 'captions' ? languageIn(values) : null,
      })
      return { to: `/projects/${own.project.id}/${part.verb}`, told: 'projects.told_file' }
    },
  })

const fileIn = (visit: Visit): ProjectFileId => {
  const id = ProjectFileId.safeParse(visit.params.file)
  if (!id.success) throw notFound()
  return id.data
}

const removeAction: Route = action({
  path: '/projects/:project/files/:file/remove',
  who: signedIn,
  submit: async (visit) => {
    const { project, removed } = await visit.use.run(removeFile, {
      projectId: projectIn(visit),
      fileId: fileIn(visit),
    })
    const verb = filmKinds.includes(removed.kind) ? 'video' : 'files'
    return { to: `/projects/${project.id}/${verb}`, told: 'projects.told_file_removed' }
  },
})

const ownFile = (files: Files): Route =>
  file({
    path: '/projects/:project/files/:file',
    who: signedIn,
    send: async (visit) => {
      const own = await loadOwn(visit)
      const found = own.files.find(({ id }) => id === fileIn(visit))
      if (!found) throw notFound()
      return sendFile(files, found, visit.request, 'private, no-store')
    },
  })

export const fileRoutes = ({ files }: { files: Files }): readonly Route[] => [
  filesForm(files, { verb: 'files', kinds: ['deck', 'image', 'document'] }),
  removeAction,
  ownFile(files),
]
