import type { ComponentChildren } from 'preact'
import { Button } from './button.tsx'
import { type FormBack, fieldId } from './field.tsx'
import { Icon } from './icon.tsx'
import { NameOf, useName, Within } from './names.tsx'

export type FormProps = {
  /** The page's own address when left out. */
  action?: string | undefined
  method?: 'post' | 'get' | 'dialog' | undefined
  /** Sent along unseen: a token, a version, an idempotency key. */
  hidden?: Readonly<Record<string, string | number | undefined>> | undefined
  /** It carries files. */
  files?: boolean | undefined
  /** Leaves every check to the server. */
  novalidate?: boolean | undefined
  id?: string | undefined
  /** Its name, where several forms stand on a page. */
  label?: string | undefined
  /** One line without field spacing, e.g. a single button or a filter. */
  inline?: boolean | undefined
  /** As wide as the page, e.g. around a table; else as wide as is good to fill in. */
  wide?: boolean | undefined
  /** The form as it came back: what is wrong with it stands first in it. */
  of?: FormBack | undefined
  /** What the one button says that it ends with; other buttons stand in a FormActions of the page's. */
  send?: string | undefined
  children: ComponentChildren
}

export function Form(props: FormProps) {
  const { action, method = 'post', hidden = {}, files, novalidate, id, label, inline, wide } = props
  const { of, send, children } = props
  return (
    <form
      id={id}
      class={inline ? 'inline' : wide ? undefined : 'form'}
      action={action}
      method={method}
      encType={files ? 'multipart/form-data' : undefined}
      noValidate={novalidate}
      aria-label={label}
    >
      {Object.entries(hidden).map(
        ([name, value]) =>
          value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {of && <ErrorSummary title={of.refusal} problems={of.problems} />}
      {children}
      {send !== undefined && (
        <FormActions>
          <Button tone="primary">{send}</Button>
        </FormActions>
      )}
    </form>
  )
}

/** Fields that belong together under a heading of their own. */
export const FieldSet = ({
  legend,
  hint,
  children,
}: {
  legend: ComponentChildren
  hint?: ComponentChildren
  children: ComponentChildren
}) => {
  const called = useName(legend)
  return (
    <fieldset class="set">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      <Within name={called} apart>
        {children}
      </Within>
    </fieldset>
  )
}

/** The buttons a form ends with; the primary one first. */
export const FormActions = ({ children }: { children: ComponentChildren }) => (
  <div class="acts">{children}</div>
)

export type ErrorSummaryProps = {
  /** The refusal in the reader's words. Nothing is drawn without it. */
  title: string | undefined
  problems?: readonly { path: string; message: string }[] | undefined
  /** Control id of a path, where the field has another name than the path. */
  idOf?: ((path: string) => string) | undefined
  /** Where a line leads instead, when its field is on another page. */
  hrefOf?: ((path: string) => string) | undefined
  /** What that field is called. */
  nameOf?: ((path: string) => string | undefined) | undefined
}

/**
 * What is wrong with the form as a whole, each line naming its field and leading to it. Stands first on the page and
 * takes the focus: without JavaScript that is the only way to bring a reader to what went wrong.
 */
export function ErrorSummary({ title, problems = [], idOf = fieldId, hrefOf, nameOf }: ErrorSummaryProps) {
  if (title === undefined) return null
  return (
    <div class="note error" role="alert" tabIndex={-1} autofocus>
      <Icon name="alert" />
      <div>
        <p class="note-title">{title}</p>
        {problems.length > 0 && (
          <ul>
            {problems.map(({ path, message }) => (
              <li key={path}>
                <a href={hrefOf ? hrefOf(path) : `#${idOf(path)}`}>
                  <NameOf id={idOf(path)} called={nameOf?.(path)} />
                  {message}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

export type SearchBoxProps = {
  /** Name of what is searched; read aloud, shown as the placeholder. */
  label: string
  button: string
  name?: string | undefined
  value?: string | undefined
  action?: string | undefined
  /** Filters to keep while searching. */
  hidden?: FormProps['hidden']
}

export const SearchBox = ({ label, button, name = 'q', value, action, hidden = {} }: SearchBoxProps) => (
  <search>
    <form class="search" action={action} method="get">
      {Object.entries(hidden).map(
        ([key, kept]) => kept !== undefined && <input key={key} type="hidden" name={key} value={kept} />,
      )}
      <input type="search" name={name} value={value} aria-label={label} placeholder={label} />
      <Button icon="search">{button}</Button>
    </form>
  </search>
)
