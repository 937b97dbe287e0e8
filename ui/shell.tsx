import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type NavLink = {
  href: string
  label: string
  /** The page shown, or an ancestor of it. */
  current?: boolean | undefined
  /** How many wait there. */
  count?: string | number | undefined
}

export type Brand = {
  name: string
  href: string
  /** One or two characters in the seal before the name. */
  seal?: string | undefined
}

export type ShellProps = {
  /** Words of the link that leads past the header. */
  skip: string
  brand: Brand
  /** Words of the button that opens the navigation on a phone, and the navigation's name. */
  menu: string
  /** `<LanguageSwitch>`. */
  languages?: ComponentChildren
  /** Sign-in link or `<Menu>` of the signed-in person. */
  account?: ComponentChildren
  /** Across the page above the content: phases, a notice to all. */
  banner?: ComponentChildren
  footer?: ComponentChildren
  children: ComponentChildren
}

const List = ({ links }: { links: readonly NavLink[] }) => (
  <ul>
    {links.map((link) => (
      <li key={link.href}>
        <a href={link.href} aria-current={link.current ? 'page' : undefined}>
          {link.label}
          {link.count !== undefined && <span class="count">{link.count}</span>}
        </a>
      </li>
    ))}
  </ul>
)

/** Closes the navigation where it covers its own button. */
const CloseNav = ({ menu }: { menu: string }) => (
  <button
    type="button"
    class="btn quiet opens-nav"
    popovertarget="nav"
    popovertargetaction="hide"
    aria-label={menu}
  >
    <Icon name="cross" />
  </button>
)

const Top = ({
  brand,
  menu,
  languages,
  account,
  children,
}: ShellProps & { children?: ComponentChildren }) => (
  <header class="top">
    <div class="bar">
      <a class="brand" href={brand.href}>
        {brand.seal && (
          <span class="seal" aria-hidden="true">
            {brand.seal}
          </span>
        )}
        <span>{brand.name}</span>
      </a>
      <button type="button" class="btn quiet opens-nav" popovertarget="nav">
        <Icon name="menu" />
        <span>{menu}</span>
      </button>
      {children}
      <div class="ends">
        {languages}
        {account}
      </div>
    </div>
  </header>
)

/** Public pages: one row of navigation, opened by a button on a phone. */
export function PublicShell(props: ShellProps & { nav: readonly NavLink[] }) {
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {props.skip}
      </a>
      <Top {...props}>
        <nav id="nav" class="nav" popover="auto" aria-label={props.menu}>
          <CloseNav menu={props.menu} />
          <List links={props.nav} />
        </nav>
      </Top>
      {props.banner && <aside class="banner">{props.banner}</aside>}
      <main id="main" tabIndex={-1}>
        {props.children}
      </main>
      {props.footer && <footer class="foot">{props.footer}</footer>}
    </div>
  )
}

export type NavGroup = { label?: string | undefined; links: readonly NavLink[] }

/** Working pages: navigation in groups at the side, opened by a button on a phone. */
export function ConsoleShell(props: ShellProps & { nav: readonly NavGroup[] }) {
  return (
    <div class="shell console">
      <a class="skip" href="#main">
        {props.skip}
      </a>
      <Top {...props}>{null}</Top>
      <nav id="nav" class="side" popover="auto" aria-label={props.menu}>
        <CloseNav menu={props.menu} />
        {props.nav.map((group, index) => (
          <div key={group.label ?? index}>
            {group.label && <p class="side-label">{group.label}</p>}
            <List links={group.links} />
          </div>
        ))}
      </nav>
      <div class="body">
        {props.banner && <aside class="banner">{props.banner}</aside>}
        <main id="main" tabIndex={-1}>
          {props.children}
        </main>
        {props.footer && <footer class="foot">{props.footer}</footer>}
      </div>
    </div>
  )
}

export type LanguageSwitchProps = {
  /** Name of the choice, e.g. "Language". */
  label: string
  /** `lang` is the BCP 47 tag of the language the link is written in and leads to. */
  links: readonly { lang: string; href: string; label: string; current?: boolean | undefined }[]
}

export const LanguageSwitch = ({ label, links }: LanguageSwitchProps) => (
  <nav class="langs" aria-label={label}>
    {links.map((link) => (
      <a
        key={link.lang}
        href={link.href}
        lang={link.lang}
        hreflang={link.lang}
        aria-current={link.current ? 'true' : undefined}
      >
        {link.label}
      </a>
    ))}
  </nav>
)

/** A small list that drops from a word in the header: account, edition. Links, or forms with one button. */
export const Menu = ({ label, children }: { label: ComponentChildren; children: ComponentChildren }) => (
  <details class="menu" name="menu">
    <summary>{label}</summary>
    <div class="drop">{children}</div>
  </details>
)

/** Foot of a page in columns, with a last line across. */
export const FootColumns = ({
  columns,
  last,
}: {
  columns: readonly { title: string; links: readonly NavLink[] }[]
  last?: ComponentChildren
}) => (
  <>
    <div class="foot-cols">
      {columns.map((column) => (
        <nav key={column.title} aria-label={column.title}>
          <p class="side-label">{column.title}</p>
          <List links={column.links} />
        </nav>
      ))}
    </div>
    {last && <div class="foot-last">{last}</div>}
  </>
)
