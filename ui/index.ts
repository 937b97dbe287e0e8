/**
 * The pieces every page is made of. Rendered on the server, no JavaScript in the browser, no inline style or handler.
 * Words come in as props, already in the reader's language. Fields take `of={form}` and fill value and error themselves.
 * The CSS is `ui/styles/main.css`; `ui/gallery` shows everything in both languages.
 */
export { Agenda, type AgendaRow } from './agenda.tsx'
export { Button, type ButtonProps, type ButtonTone, LinkButton, type LinkButtonProps } from './button.tsx'
export {
  Checkbox,
  CheckboxGroup,
  type CheckboxGroupProps,
  type CheckboxProps,
  type FollowUp,
  type Option,
  RadioGroup,
  type RadioGroupProps,
  Scale,
  type ScaleProps,
  Select,
  type SelectProps,
} from './choices.tsx'
export {
  type ControlProps,
  Field,
  type FieldProps,
  type FormBack,
  type FormLike,
  fieldId,
  Group,
} from './field.tsx'
export {
  ErrorSummary,
  type ErrorSummaryProps,
  FieldSet,
  Form,
  FormActions,
  type FormProps,
  SearchBox,
  type SearchBoxProps,
} from './form.tsx'
export { Icon, type IconName } from './icon.tsx'
export {
  BilingualField,
  type BilingualFieldProps,
  DateTimeInput,
  type DateTimeInputProps,
  FileInput,
  type FileInputProps,
  TextArea,
  type TextAreaProps,
  TextInput,
  type TextInputProps,
} from './inputs.tsx'
export { draw } from './names.tsx'
export { BulkBar, Pager, type PagerProps, Tabs, Toolbar } from './navigate.tsx'
export { type Bar, Bars, type BarsProps, Stat, type StatProps } from './numbers.tsx'
export {
  Breadcrumbs,
  Card,
  type CardProps,
  type Crumb,
  Details,
  Dialog,
  type DialogProps,
  EmptyState,
  type EmptyStateProps,
  PageHead,
  type PageHeadProps,
  Prose,
  paragraphs,
  Section,
  type SectionProps,
  Split,
  Tiles,
} from './page.tsx'
export { At, Day, Lasting, type Reader, Said } from './said.tsx'
export {
  type Brand,
  ConsoleShell,
  FootColumns,
  LanguageSwitch,
  type LanguageSwitchProps,
  Menu,
  type NavGroup,
  type NavLink,
  PublicShell,
  type ShellProps,
} from './shell.tsx'
export {
  Badge,
  type Moment,
  Notice,
  type NoticeProps,
  type NoticeTone,
  type Step,
  Steps,
  Timeline,
  type Tone,
} from './status.tsx'
export { type Column, Table, type TableProps } from './table.tsx'
export {
  DefinitionList,
  Hash,
  Lang,
  Money,
  Num,
  PersonLine,
  type PersonLineProps,
  When,
  type WhenProps,
} from './text.tsx'
export { ZoneSelect, type ZoneSelectProps } from './zone-select.tsx'
