import { type ComponentChildren, createContext } from 'preact'
import { useName, Within } from './names.tsx'

/** What a field asks of the form it stands in; the HTTP layer's form state has this shape. */
export type FormLike = {
  value(name: string, otherwise?: string): string
  values(name: string, otherwise?: readonly string[]): readonly string[]
  /** True once the form came back, so that an unticked box stays unticked. */
  readonly sent: boolean
  problem(path: string): string | undefined
}

/** A whole form as it came back: with the refusal in the reader's words, and what is wrong with each field. */
export type FormBack = FormLike & {
  readonly refusal: string | undefined
  readonly problems: readonly { path: string; message: string }[]
}

export type FieldProps = {
  name: string
  label: ComponentChildren
  hint?: ComponentChildren | undefined
  /** The form as it came back: fills value and error by `name`. */
  of?: FormLike | undefined
  /** Where the refusal reports this field, when that is not its name. */
  path?: string | undefined
  /** Wins over what `of` says. */
  error?: string | undefined
  required?: boolean | undefined
  /** A word beside the label, e.g. "optional". */
  mark?: string | undefined
  /** The label is read aloud but not drawn: only where the surroundings say it. */
  hideLabel?: boolean | undefined
}

/** The id of a field's control; the error summary links to it. */
export const fieldId = (name: string) => `f-${name}`

export const problemOf = ({ name, path, error, of }: Pick<FieldProps, 'name' | 'path' | 'error' | 'of'>) =>
  error ?? of?.problem(path ?? name)

/** False inside a conditional block: a hidden control with native `required` would silently stop the form. */
export const NativeRequired = createContext(true)

/** What ties a control to its label, hint and error. Spread it on the control. */
export type ControlProps = {
  id: string
  name: string
  required?: boolean
  'aria-required'?: 'true'
  'aria-describedby'?: string
  'aria-invalid'?: 'true'
}

/** The ids that describe a control, in the order they are read. */
export const describedBy = (id: string, hint: unknown, error: unknown) =>
  [hint ? `${id}-hint` : '', error ? `${id}-err` : ''].filter(Boolean).join(' ')

export const Mark = ({ required, mark }: Pick<FieldProps, 'required' | 'mark'>) => (
  <>
    {required && (
      <span class="must" aria-hidden="true">
        *
      </span>
    )}
    {mark && <span class="mark">{mark}</span>}
  </>
)

export const Said = ({
  id,
  hint,
  error,
}: {
  id: string
  hint?: ComponentChildren
  error?: string | undefined
}) => (
  <>
    {hint && (
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    )}
    {error && (
      <p class="err" id={`${id}-err`}>
        {error}
      </p>
    )}
  </>
)

/** Label, hint and error around one control of the caller's making. */
export function Field(props: FieldProps & { children: (control: ControlProps) => ComponentChildren }) {
  const { name, label, hint, required, mark, hideLabel, children } = props
  const id = fieldId(name)
  useName(label, id)
  const error = problemOf(props)
  const described = describedBy(id, hint, error)
  return (
    <NativeRequired.Consumer>
      {(native: boolean) => (
        <div class="field">
          <label for={id} class={hideLabel ? 'vh' : undefined}>
            {label}
            <Mark required={required} mark={mark} />
          </label>
          <Said id={id} hint={hint} error={error} />
          {children({
            id,
            name,
            ...(required && (native ? { required: true } : { 'aria-required': 'true' })),
            ...(described && { 'aria-describedby': described }),
            ...(error && { 'aria-invalid': 'true' }),
          })}
        </div>
      )}
    </NativeRequired.Consumer>
  )
}

/** Several controls under one legend; the error belongs to the group. `id` only where no control inside has the field's. */
export function Group(props: FieldProps & { id?: string; children: ComponentChildren }) {
  const { name, label, hint, required, mark, hideLabel, children } = props
  const id = fieldId(name)
  const called = useName(label, id)
  const error = problemOf(props)
  const described = describedBy(id, hint, error)
  return (
    <fieldset
      id={props.id}
      class="field group"
      aria-describedby={described || undefined}
      data-bad={error ? '' : undefined}
    >
      <legend class={hideLabel ? 'vh' : undefined}>
        {label}
        <Mark required={required} mark={mark} />
      </legend>
      <Said id={id} hint={hint} error={error} />
      <Within name={called}>{children}</Within>
    </fieldset>
  )
}
