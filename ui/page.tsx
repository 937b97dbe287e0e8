import type { ComponentChildren } from 'preact'
import { paragraphsOf } from '#kernel/text'
import { Icon, type IconName } from './icon.tsx'

export type Crumb = { label: string; href?: string | undefined }

/** Where a page stands; the last one is the page itself and needs no `href`. */
export const Breadcrumbs = ({ label, trail }: { label: string; trail: readonly Crumb[] }) => (
  <nav class="crumbs" aria-label={label}>
    <ol>
      {trail.map((crumb) => (
        <li key={crumb.label}>
          {crumb.href ? (
            <a href={crumb.href}>{crumb.label}</a>
          ) : (
            <span aria-current="page">{crumb.label}</span>
          )}
        </li>
      ))}
    </ol>
  </nav>
)

export type PageHeadProps = {
  title: ComponentChildren
  /** A line above the title: what kind of thing it is, or what it belongs to. */
  kicker?: ComponentChildren
  /** One or two sentences below the title. */
  lead?: ComponentChildren
  /** Facts in a row below the lead: time, place, state. */
  meta?: ComponentChildren
  badge?: ComponentChildren
  crumbs?: { label: string; trail: readonly Crumb[] } | undefined
  actions?: ComponentChildren
  /** The opening of a public page: larger, with more air. */
  hero?: boolean | undefined
}

export function PageHead({ title, kicker, lead, meta, badge, crumbs, actions, hero }: PageHeadProps) {
  return (
    <header class={hero ? 'head hero' : 'head'}>
      {crumbs && <Breadcrumbs {...crumbs} />}
      <div class="head-row">
        <div class="head-text">
          {kicker && <p class="kicker">{kicker}</p>}
          <h1>
            {title} {badge}
          </h1>
          {lead && <p class="lead">{lead}</p>}
          {meta && <div class="meta">{meta}</div>}
        </div>
        {actions && <div class="acts">{actions}</div>}
      </div>
    </header>
  )
}

type Titled = {
  id?: string | undefined
  /** 2 by default; 3 inside another section. */
  level?: 2 | 3 | undefined
}

const Title = ({ level = 2, children }: { level?: 2 | 3 | undefined; children: ComponentChildren }) =>
  level === 2 ? <h2>{children}</h2> : <h3>{children}</h3>

export type SectionProps = Titled & {
  title?: ComponentChildren
  lead?: ComponentChildren
  actions?: ComponentChildren
  /** Where there is room, the title stands beside what it heads: days of a list. */
  beside?: boolean | undefined
  children: ComponentChildren
}

export const Section = ({ id, level, title, lead, actions, beside, children }: SectionProps) => (
  <section class={beside ? 'sec beside' : 'sec'} id={id}>
    {(title || actions) && (
      <div class="sec-head">
        {title && <Title level={level}>{title}</Title>}
        {actions && <div class="acts">{actions}</div>}
      </div>
    )}
    {lead && <p class="sec-lead">{lead}</p>}
    {children}
  </section>
)

export type CardProps = {
  title?: ComponentChildren
  /** The whole card leads there. */
  href?: string | undefined
  /** 3 by default. */
  level?: 2 | 3 | undefined
  /** A small line above the title. */
  kicker?: ComponentChildren
  /** Below the text: badges, time, place. */
  meta?: ComponentChildren
  actions?: ComponentChildren
  children?: ComponentChildren
}

export const Card = ({ title, href, level = 3, kicker, meta, actions, children }: CardProps) => (
  <article class="card">
    {kicker && <p class="kicker">{kicker}</p>}
    {title && (
      <Title level={level}>
        {href ? (
          <a class="whole" href={href}>
            {title}
          </a>
        ) : (
          title
        )}
      </Title>
    )}
    {children}
    {meta && <div class="meta">{meta}</div>}
    {actions && <div class="acts">{actions}</div>}
  </article>
)

/** Cards or numbers in as many columns as there is room for. */
export const Tiles = ({ wide, children }: { wide?: boolean | undefined; children: ComponentChildren }) => (
  <div class={wide ? 'tiles wide' : 'tiles'}>{children}</div>
)

/** Main matter and what goes with it; one below the other on a phone. */
export const Split = ({ aside, children }: { aside: ComponentChildren; children: ComponentChildren }) => (
  <div class="split">
    <div>{children}</div>
    <div class="aside">{aside}</div>
  </div>
)

/** Running text at a readable width. */
export const Prose = ({ lang, children }: { lang?: string | undefined; children: ComponentChildren }) => (
  <div class="prose" lang={lang}>
    {children}
  </div>
)

/** What people wrote in several paragraphs, for Prose. */
export const paragraphs = (text: string) =>
  paragraphsOf(text).map((paragraph, index) => <p key={index}>{paragraph}</p>)

export type EmptyStateProps = {
  title: ComponentChildren
  /** What to do next, or why there is nothing. */
  children?: ComponentChildren
  action?: ComponentChildren
  icon?: IconName | undefined
  /** Nothing else stands on the page: what is empty is its heading. */
  heads?: boolean
}

export const EmptyState = ({ title, children, action, icon = 'plus', heads = false }: EmptyStateProps) => (
  <div class="empty">
    <Icon name={icon} />
    {heads ? <h1 class="empty-title">{title}</h1> : <p class="empty-title">{title}</p>}
    {children && <p>{children}</p>}
    {action && <div class="acts">{action}</div>}
  </div>
)

/** A summary that opens. */
export const Details = ({
  summary,
  open,
  name,
  children,
}: {
  summary: ComponentChildren
  open?: boolean | undefined
  /** Of several with the same name only one is open. */
  name?: string | undefined
  children: ComponentChildren
}) => (
  <details class="more" open={open} name={name}>
    <summary>{summary}</summary>
    <div>{children}</div>
  </details>
)

export type DialogProps = {
  id: string
  title: ComponentChildren
  /** Words of the button that closes it. */
  close: string
  /** What it asks or shows; put the form with its buttons here. */
  children: ComponentChildren
}

/**
 * Opened without JavaScript by any `<Button type="button" popovertarget={id}>`; Escape and a click beside it close it.
 * A browser without popover shows it in place, so that what it asks stays reachable.
 */
export const Dialog = ({ id, title, close, children }: DialogProps) => (
  <dialog id={id} popover="auto" class="dialog" aria-labelledby={`${id}-title`}>
    <div class="dialog-head">
      <h2 id={`${id}-title`}>{title}</h2>
      <button
        type="button"
        class="btn quiet small"
        popovertarget={id}
        popovertargetaction="hide"
        aria-label={close}
      >
        <Icon name="cross" />
      </button>
    </div>
    {children}
  </dialog>
)
