import type { ComponentChildren } from 'preact'
import {
  describedBy,
  Field,
  type FieldProps,
  fieldId,
  Group,
  NativeRequired,
  problemOf,
  Said,
} from './field.tsx'
import { useName } from './names.tsx'

export type Option = {
  value: string
  label: ComponentChildren
  hint?: ComponentChildren | undefined
  disabled?: boolean | undefined
}

/**
 * Questions asked only after certain answers, without JavaScript: the block stands after the control and CSS shows
 * it while one of the `when` options is chosen (`:has()`); a browser too old for that shows every block.
 * What is hidden is still sent, so the server must ignore it by the same condition. Inside, `required` is told to
 * assistive technology but left to the server to check. At most six per control; they nest.
 */
export type FollowUp = { when: readonly string[]; children: ComponentChildren }

type Chosen = FieldProps & { options: readonly Option[]; followUps?: readonly FollowUp[] | undefined }

const opens = (value: string, followUps: readonly FollowUp[] | undefined) =>
  followUps?.flatMap((follow, index) => (follow.when.includes(value) ? [index + 1] : [])).join(' ') ||
  undefined

const Asks = ({
  followUps,
  children,
}: {
  followUps?: readonly FollowUp[] | undefined
  children: ComponentChildren
}) =>
  followUps?.length ? (
    <div class="asks">
      {children}
      {followUps.map((follow, index) => (
        <div class="then" data-when={index + 1} key={index}>
          <NativeRequired.Provider value={false}>{follow.children}</NativeRequired.Provider>
        </div>
      ))}
    </div>
  ) : (
    children
  )

export type SelectProps = Chosen & {
  value?: string | undefined
  /** The first, empty option, e.g. "Choose". Left out, the first option is chosen. */
  empty?: string | undefined
  /** Options under headings, after `options`. */
  groups?: readonly { label: string; options: readonly Option[] }[] | undefined
  autocomplete?: string | undefined
  size?: 'short' | 'medium' | undefined
}

export function Select(props: SelectProps) {
  const { name, of, value = '', options, empty, groups, followUps, autocomplete, size } = props
  const chosen = of ? of.value(name, value) : value
  const draw = (option: Option) => (
    <option
      key={option.value}
      value={option.value}
      selected={option.value === chosen}
      disabled={option.disabled}
      data-opens={opens(option.value, followUps)}
    >
      {option.label}
    </option>
  )
  return (
    <Asks followUps={followUps}>
      <Field {...props}>
        {(control) => (
          <select {...control} autocomplete={autocomplete} class={size}>
            {empty !== undefined && <option value="">{empty}</option>}
            {options.map(draw)}
            {groups?.map((group) => (
              <optgroup key={group.label} label={group.label}>
                {group.options.map(draw)}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
    </Asks>
  )
}

type ChoiceProps = {
  type: 'radio' | 'checkbox'
  id: string
  name: string
  option: Option
  checked: boolean
  opens?: string | undefined
  form?: string | undefined
  required?: boolean | undefined
  'aria-required'?: 'true' | undefined
  'aria-invalid'?: 'true' | undefined
  'aria-describedby'?: string | undefined
  children?: ComponentChildren
}

const Choice = ({ option, opens: opened, children, ...input }: ChoiceProps) => {
  const hintId = option.hint ? `${input.id}-opt` : ''
  const described = [input['aria-describedby'], hintId].filter(Boolean).join(' ') || undefined
  return (
    <div class="choice">
      <input
        {...input}
        value={option.value}
        disabled={option.disabled}
        data-opens={opened}
        aria-describedby={described}
      />
      <label for={input.id}>
        {option.label}
        {children}
      </label>
      {option.hint && (
        <p class="hint" id={hintId}>
          {option.hint}
        </p>
      )}
    </div>
  )
}

/** The first choice carries the field's own id, so that the error summary can lead to it. */
const choiceId = (name: string, index: number) => (index === 0 ? fieldId(name) : `${fieldId(name)}-${index}`)

export type RadioGroupProps = Chosen & {
  value?: string | undefined
  /** Short options side by side where there is room. */
  inline?: boolean | undefined
}

export function RadioGroup(props: RadioGroupProps) {
  const { name, of, value = '', options, required, followUps, inline } = props
  const chosen = of ? of.value(name, value) : value
  const bad = problemOf(props) ? 'true' : undefined
  return (
    <Asks followUps={followUps}>
      <NativeRequired.Consumer>
        {(native: boolean) => (
          <Group {...props}>
            <div class={inline ? 'choices inline' : 'choices'}>
              {options.map((option, index) => (
                <Choice
                  key={option.value}
                  type="radio"
                  id={choiceId(name, index)}
                  name={name}
                  option={option}
                  checked={option.value === chosen}
                  opens={opens(option.value, followUps)}
                  required={(required && native) || undefined}
                  aria-invalid={bad}
                />
              ))}
            </div>
          </Group>
        )}
      </NativeRequired.Consumer>
    </Asks>
  )
}

export type ScaleProps = FieldProps & {
  value?: string | undefined
  /** From 0 to this, each a tap. */
  most: number
}

/** Points on a short scale: one row of numbers, each a radio button, chosen by a tap or the arrow keys. */
export function Scale(props: ScaleProps) {
  const { name, of, value = '', most, required } = props
  const chosen = of ? of.value(name, value) : value
  const bad = problemOf(props) ? 'true' : undefined
  return (
    <NativeRequired.Consumer>
      {(native: boolean) => (
        <Group {...props}>
          <div class="scale">
            {Array.from({ length: most + 1 }, (_none, points) => (
              <label key={points}>
                <input
                  type="radio"
                  id={choiceId(name, points)}
                  name={name}
                  value={points}
                  checked={String(points) === chosen}
                  required={(required && native) || undefined}
                  aria-invalid={bad}
                />
                <span>{points}</span>
              </label>
            ))}
          </div>
        </Group>
      )}
    </NativeRequired.Consumer>
  )
}

export type CheckboxGroupProps = Chosen & {
  values?: readonly string[] | undefined
  inline?: boolean | undefined
  /** Many short answers, under each other in as many columns as there is room for. */
  columns?: boolean | undefined
  /** Where several groups of a form send one name: what sets this one's ids apart, else a label ticks another group's box. */
  part?: string | undefined
}

/** Any number of answers under one name. */
export function CheckboxGroup(props: CheckboxGroupProps) {
  const { name, of, values = [], options, followUps, inline, columns, part } = props
  const own = part === undefined ? name : `${name}-${part}`
  const chosen = of ? of.values(name, values) : values
  const bad = problemOf(props) ? 'true' : undefined
  return (
    <Asks followUps={followUps}>
      <Group {...props} name={own} path={props.path ?? name}>
        <div class={columns ? 'choices columns' : inline ? 'choices inline' : 'choices'}>
          {options.map((option, index) => (
            <Choice
              key={option.value}
              type="checkbox"
              id={choiceId(own, index)}
              name={name}
              option={option}
              checked={chosen.includes(option.value)}
              opens={opens(option.value, followUps)}
              aria-invalid={bad}
            />
          ))}
        </div>
      </Group>
    </Asks>
  )
}

export type CheckboxProps = FieldProps & {
  /** Sent when ticked; "on" by default. */
  value?: string | undefined
  /** How it stands before the form was ever sent. */
  checked?: boolean | undefined
  /** Asked only while ticked. */
  followUp?: ComponentChildren
}

/** One yes or no, e.g. a consent. Never ticked beforehand where it is a consent. */
export function Checkbox(props: CheckboxProps) {
  const { name, of, label, hint, value = 'on', checked = false, required, mark, followUp } = props
  const id = fieldId(name)
  useName(label, id)
  const error = problemOf(props)
  const ticked = of?.sent ? of.values(name).includes(value) : checked
  return (
    <Asks followUps={followUp ? [{ when: [value], children: followUp }] : undefined}>
      <NativeRequired.Consumer>
        {(native: boolean) => (
          <div class="field">
            <Said id={id} error={error} />
            <Choice
              type="checkbox"
              id={id}
              name={name}
              option={{ value, label, hint: undefined }}
              checked={ticked}
              opens={followUp ? '1' : undefined}
              required={(required && native) || undefined}
              aria-required={required && !native ? 'true' : undefined}
              aria-invalid={error ? 'true' : undefined}
              aria-describedby={describedBy(id, hint, error) || undefined}
            >
              {required && (
                <span class="must" aria-hidden="true">
                  *
                </span>
              )}
              {mark && <span class="mark">{mark}</span>}
            </Choice>
            <Said id={id} hint={hint} />
          </div>
        )}
      </NativeRequired.Consumer>
    </Asks>
  )
}
