import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

/** `plain` no judgement · `info` under way · `good` done · `warn` needs attention · `bad` refused or failed · `faint` over. */
export type Tone = 'plain' | 'info' | 'good' | 'warn' | 'bad' | 'faint'

/** A state in a word. The word carries the meaning, the colour only helps. */
export const Badge = ({
  tone = 'plain',
  children,
}: {
  tone?: Tone | undefined
  children: ComponentChildren
}) => <span class={`badge ${tone}`}>{children}</span>

export type NoticeTone = 'info' | 'success' | 'warn' | 'error'

const noticeIcons: Record<NoticeTone, IconName> = {
  info: 'info',
  success: 'check',
  warn: 'alert',
  error: 'alert',
}

export type NoticeProps = {
  tone?: NoticeTone | undefined
  title?: ComponentChildren
  actions?: ComponentChildren
  children?: ComponentChildren
}

/** Something the reader should know. Errors are announced at once, successes politely. */
export const Notice = ({ tone = 'info', title, actions, children }: NoticeProps) => (
  <div class={`note ${tone}`} role={tone === 'error' ? 'alert' : tone === 'success' ? 'status' : undefined}>
    <Icon name={noticeIcons[tone]} />
    <div>
      {title && <p class="note-title">{title}</p>}
      {children && <div>{children}</div>}
      {actions && <div class="acts">{actions}</div>}
    </div>
  </div>
)

export type Step = {
  title: ComponentChildren
  state: 'done' | 'now' | 'todo'
  /** The state in a word, for those who do not see the mark. */
  stateLabel: string
  text?: ComponentChildren
  href?: string | undefined
  action?: ComponentChildren
}

/** What has been done and what comes next: a checklist, or with `phases` a banner in one row. */
export const Steps = ({
  label,
  steps,
  phases,
}: {
  label: string
  steps: readonly Step[]
  phases?: boolean | undefined
}) => (
  <ol class={phases ? 'steps phases' : 'steps'} aria-label={label}>
    {steps.map((step, index) => (
      <li key={index} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
        <div>
          <p class="step-title">
            {step.href ? <a href={step.href}>{step.title}</a> : step.title}
            <span class="vh"> ({step.stateLabel})</span>
          </p>
          {step.text && <p class="step-text">{step.text}</p>}
        </div>
        {step.action && <div class="acts">{step.action}</div>}
      </li>
    ))}
  </ol>
)

export type Moment = {
  /** `<When>` or a date in words. */
  when: ComponentChildren
  title: ComponentChildren
  tone?: Tone | undefined
  children?: ComponentChildren
}

/** What happened, in order. */
export const Timeline = ({ moments }: { moments: readonly Moment[] }) => (
  <ol class="line">
    {moments.map((moment, index) => (
      <li key={index} class={moment.tone}>
        <p class="line-when">{moment.when}</p>
        <p class="line-title">{moment.title}</p>
        {moment.children}
      </li>
    ))}
  </ol>
)
