import { Readable } from 'node:stream'
import { signedIn } from '#kernel/access'
import { invalidField, notFound } from '#kernel/errors'
import { acceptedOf, endingOf, type Files, mediaOf, readPicture } from '#platform/files'
import { action, type FormValues, file, form, type Route, type Visit } from '#platform/http'
import {
  Button,
  EmptyState,
  ErrorSummary,
  FileInput,
  Form,
  FormActions,
  RadioGroup,
  Section,
  Table,
  TextInput,
} from '#ui'
import { type FileKind, ProjectFileId } from '../../model.ts'
import { projectIn } from '../../parts.tsx'
import { mayBeEdited } from '../../rules.ts'
import { addFile, removeFile } from '../files.ts'
import { loadOwn, OwnHead } from './own.tsx'

/** Through a form; a video of up to 2 GB comes by the resumable door. */
const largest = 30 * 1024 * 1024
const byForm = ['deck', 'image', 'document', 'captions'] as const

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** Takes a file in: known by its bytes, pictures drawn anew, the rest kept as it is and only ever sent as a download. */
async function takeIn(files: Files, kind: FileKind, given: File) {
  const bytes = new Uint8Array(await given.arrayBuffer())
  const media = mediaOf(bytes)
  if (media === null) throw invalidField('file', `projects.field_file_${kind}`)
  if (kind !== 'image')
    return {
      bytes: bytes.length,
      hash: await files.put(bytes),
      mediaType: media.media,
      width: null,
      height: null,
    }
  const picture = media.kind === 'image' ? await readPicture(bytes, 2400) : null
  if (picture === null) throw invalidField('file', 'projects.field_file_image')
  const { width, height, mediaType } = picture
  return { bytes: picture.bytes.length, hash: await files.put(picture.bytes), mediaType, width, height }
}

const languageIn = (values: FormValues) => {
  const language = values.text('language')
  return language === 'en' || language === 'zh' ? language : null
}

const filesForm = (files: Files): Route =>
  form({
    path: '/projects/:project/files',
    who: signedIn,
    limit: largest + 64 * 1024,
    load: loadOwn,
    view: (visit, own, state) => {
      const { say, href } = visit
      const here = `/projects/${own.project.id}/files`
      const open = mayBeEdited(own.project.state)
      return {
        title: say('projects.part_files'),
        shell: 'public',
        noIndex: true,
        body: (
          <>
            <OwnHead visit={visit} own={own} title={say('projects.part_files')} />
            <p class="lead">{say('projects.part_files_text')}</p>
            <Table
              caption={say('projects.part_files')}
              hideCaption
              rows={own.files}
              rowKey={({ id }) => id}
              href={({ id }) => href(`${here}/${id}`)}
              empty={
                <EmptyState title={say('projects.no_files')} icon="file">
                  {say('projects.no_files_text')}
                </EmptyState>
              }
              columns={[
                { key: 'name', label: say('projects.file_name'), main: true, cell: ({ name }) => name },
                {
                  key: 'kind',
                  label: say('projects.file_kind'),
                  cell: ({ kind }) => say(`projects.file_${kind}`),
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
            {open && (
              <Section title={say('projects.add_file')}>
                <Form files action={href(here)}>
                  <ErrorSummary title={state.refusal} problems={state.problems} />
                  <RadioGroup
                    of={state}
                    name="kind"
                    label={say('projects.file_kind')}
                    value={own.files.some(({ kind }) => kind === 'deck') ? 'image' : 'deck'}
                    options={byForm.map((value) => ({
                      value,
                      label: say(`projects.file_${value}`),
                      hint: say(`projects.file_${value}_hint`),
                    }))}
                    followUps={[
                      {
                        when: ['captions'],
                        children: (
                          <RadioGroup
                            of={state}
                            name="language"
                            label={say('projects.language')}
                            inline
                            value="en"
                            options={[
                              { value: 'en', label: 'English' },
                              { value: 'zh', label: '中文' },
                            ]}
                          />
                        ),
                      },
                    ]}
                  />
                  <FileInput
                    of={state}
                    name="file"
                    label={say('projects.file')}
                    hint={say('projects.file_limit', { megabytes: largest / 1024 / 1024 })}
                    accept={acceptedOf('pdf', 'image', 'captions')}
                    required
                  />
                  <TextInput
                    of={state}
                    name="name"
                    label={say('projects.file_name')}
                    hint={say('projects.file_name_hint')}
                    mark={say('kernel.optional')}
                    maxlength={200}
                  />
                  <FormActions>
                    <Button tone="primary">{say('projects.add_file')}</Button>
                  </FormActions>
                </Form>
              </Section>
            )}
          </>
        ),
      }
    },
    submit: async (visit, values, own) => {
      const kind = byForm.find((each) => each === values.text('kind'))
      if (!kind) throw invalidField('kind', 'kernel.field_choose')
      const given = values.file('file')
      if (!given) throw invalidField('file', 'kernel.field_required')
      await visit.use.run(addFile, {
        projectId: own.project.id,
        kind,
        name: values.text('name') || given.name.slice(0, 200) || kind,
        language: kind === 'captions' ? languageIn(values) : null,
        ...(await takeIn(files, kind, given)),
      })
      return { to: `/projects/${own.project.id}/files`, told: 'projects.told_file' }
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
    const { project } = await visit.use.run(removeFile, {
      projectId: projectIn(visit),
      fileId: fileIn(visit),
    })
    return { to: `/projects/${project.id}/files`, told: 'projects.told_file_removed' }
  },
})

/** A file leaves as what it was found to be and as a download: nothing in it may run here. Pictures may be looked at. */
export async function sendFile(
  files: Files,
  kept: { hash: string; mediaType: string; name: string },
  cache: string,
): Promise<Response> {
  const shown = kept.mediaType === 'image/webp'
  const stem = kept.name.replace(/\.[a-z0-9]{1,5}$/i, '')
  const name = `${stem}.${endingOf(kept.mediaType)}`
  return new Response(Readable.toWeb(await files.read(kept.hash)) as ReadableStream, {
    headers: {
      'content-type': kept.mediaType,
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': cache,
    },
  })
}

const ownFile = (files: Files): Route =>
  file({
    path: '/projects/:project/files/:file',
    who: signedIn,
    send: async (visit) => {
      const own = await loadOwn(visit)
      const found = own.files.find(({ id }) => id === fileIn(visit))
      if (!found) throw notFound()
      return sendFile(files, found, 'private, no-store')
    },
  })

export const fileRoutes = ({ files }: { files: Files }): readonly Route[] => [
  filesForm(files),
  removeAction,
  ownFile(files),
]
