import { Fragment, type VNode } from 'preact'
import { isStaff } from '#kernel/access'
import { type Locale, locales } from '#kernel/i18n'
import { displayName } from '#kernel/names'
import { addressIn, type Layout, type Sheet, type Visit } from '#platform/http'
import {
  Button,
  ConsoleShell,
  EmptyState,
  FootColumns,
  LanguageSwitch,
  LinkButton,
  Menu,
  Notice,
  PublicShell,
} from '#ui'
import { noncePlace } from '../../platform/http/render.ts'
import { zoneScript } from '../../platform/http/zone-script.ts'
import type { Assets } from './assets.ts'
import { consoleNav, publicNav } from './nav.ts'

const tag: Record<Locale, string> = { en: 'en', zh: 'zh-Hans' }

const inOther = (visit: Visit, locale: Locale) => {
  const search = new URLSearchParams(visit.search)
  search.delete('told')
  const rest = search.size > 0 ? `?${search}` : ''
  return addressIn(locale, visit.path) + rest
}

const Languages = ({ visit }: { visit: Visit }) => (
  <LanguageSwitch
    label={visit.say('site.language')}
    links={[
      { lang: 'en', href: inOther(visit, 'en'), label: 'English', current: visit.locale === 'en' },
      { lang: 'zh-Hans', href: inOther(visit, 'zh'), label: '简体中文', current: visit.locale === 'zh' },
    ]}
  />
)

const Account = ({ visit }: { visit: Visit }) => {
  const { say, me, href, actor } = visit
  if (me === null)
    return (
      <LinkButton tone="quiet" href={href('/sign-in')}>
        {say('site.sign_in')}
      </LinkButton>
    )
  return (
    <Menu label={displayName(me.name, visit.locale) || me.email}>
      {isStaff(actor) && <a href={href('/console')}>{say('site.console')}</a>}
      <a href={href('/me')}>{say('people.mine')}</a>
      <a href={href('/account')}>{say('site.account')}</a>
      <form method="post" action={href('/sign-out')}>
        <Button tone="quiet">{say('site.sign_out')}</Button>
      </form>
    </Menu>
  )
}

const Foot = ({ visit }: { visit: Visit }) => {
  const { say, href } = visit
  return (
    <FootColumns
      columns={[
        {
          title: say('site.foot_programme'),
          links: [...publicNav(visit), { href: href('/calls'), label: say('site.foot_calls') }],
        },
        {
          title: say('site.foot_data'),
          links: [
            { href: href('/privacy'), label: say('site.privacy') },
            { href: '/api/v1/openapi.json', label: say('site.open_api') },
          ],
        },
      ]}
      last={say('site.foot_last')}
    />
  )
}

/** The document around a sheet. Without islands a page carries no script but the line that tells the reader's zone. */
export const layout =
  (assets: Assets, options: { demo: boolean }): Layout =>
  (visit, sheet, told): VNode => {
    const { say, href, locale } = visit
    const common = {
      skip: say('site.skip'),
      brand: {
        name: say('site.name'),
        href: href(sheet.shell === 'console' ? (isStaff(visit.actor) ? '/console' : '/me') : '/'),
        seal: '归',
      },
      menu: say('site.menu'),
      languages: <Languages visit={visit} />,
      account: <Account visit={visit} />,
      banner: options.demo ? <Notice tone="info">{say('site.demo')}</Notice> : undefined,
    }
    const body = (
      <>
        {told !== null && <Notice tone="success">{say(told)}</Notice>}
        {sheet.body}
      </>
    )
    return (
      <html lang={tag[locale]}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${sheet.title} · ${say('site.name')}`}</title>
          {sheet.description && <meta name="description" content={sheet.description} />}
          {(sheet.noIndex || sheet.shell !== 'public') && <meta name="robots" content="noindex" />}
          <meta name="color-scheme" content="light dark" />
          {[
            ...assets.styles,
            ...(sheet.shell === 'console' ? assets.consoleStyles : []),
            ...(sheet.screen ? assets.screenStyles : []),
          ].map((address) => (
            <link key={address} rel="stylesheet" href={address} />
          ))}
          <link rel="icon" href="/icon.svg" type="image/svg+xml" />
          {sheet.shell === 'public' &&
            locales.map((other) => (
              <link
                key={other}
                rel="alternate"
                hreflang={tag[other]}
                href={`${visit.origin}${inOther(visit, other)}`}
              />
            ))}
          {sheet.head}
          {sheet.jsonLd && <JsonLd about={sheet.jsonLd} />}
          <script dangerouslySetInnerHTML={{ __html: zoneScript }} />
          {sheet.islands && sheet.islands.length > 0 && assets.islands && (
            <script type="module" src={assets.islands} nonce={noncePlace} />
          )}
        </head>
        <body>
          {sheet.shell === 'bare' ? (
            body
          ) : sheet.shell === 'console' ? (
            <ConsoleShell {...common} nav={consoleNav(visit, sheet.current)}>
              {body}
            </ConsoleShell>
          ) : (
            <PublicShell {...common} nav={publicNav(visit)} footer={<Foot visit={visit} />}>
              {body}
            </PublicShell>
          )}
        </body>
      </html>
    )
  }

// Besides the zone's line the one place that writes raw text into a page: JSON in which no "<" is left can close no element.
const JsonLd = ({ about }: { about: object }) => (
  <script
    type="application/ld+json"
    dangerouslySetInnerHTML={{ __html: JSON.stringify(about).replaceAll('<', '\\u003c') }}
  />
)

/** A refusal as a page of its own: what happened, what to do, and where to go on. */
/** Where a refused button was pressed, when that was a page of ours; nobody else's address becomes a link. */
function cameFrom({ request, origin }: Visit): string | null {
  const referer = request.headers.get('referer') ?? ''
  if (request.method === 'GET' || !URL.canParse(referer)) return null
  const from = new URL(referer)
  return from.origin === origin || from.origin === new URL(request.url).origin
    ? from.pathname + from.search
    : null
}

export function refusalSheet(
  visit: Visit,
  refusal: { status: number; message: string; code: string; problems: readonly string[] },
): Sheet {
  const { say, href } = visit
  // A button has no fields that could be marked: what was wrong with what it sent is said here.
  const told =
    refusal.code === 'kernel.invalid' && refusal.problems.length > 0 ? refusal.problems : [refusal.message]
  const back = cameFrom(visit)
  const kind = [401, 403, 404, 409, 410, 422, 429, 503].includes(refusal.status) ? refusal.status : 500
  return {
    title: say('site.refusal_title', { status: kind }),
    shell: visit.path.startsWith('/console') && isStaff(visit.actor) ? 'console' : 'public',
    noIndex: true,
    body: (
      <EmptyState
        icon="alert"
        title={say('site.refusal_title', { status: kind })}
        heads
        action={
          back === null ? (
            <LinkButton href={href('/')}>{say('site.go_home')}</LinkButton>
          ) : (
            <LinkButton href={back}>{say('site.go_back')}</LinkButton>
          )
        }
      >
        {told.map((line, index) => (
          <Fragment key={line}>
            {index > 0 && <br />}
            {line}
          </Fragment>
        ))}
      </EmptyState>
    ),
  }
}
