import type { ComponentChildren } from 'preact'
import {
  Badge,
  Button,
  ConsoleShell,
  FootColumns,
  LanguageSwitch,
  LinkButton,
  Menu,
  PageHead,
  PublicShell,
  Section,
  Select,
  Steps,
} from '../index.ts'
import { Entry } from './entry.tsx'
import { GalleryForm } from './form.tsx'
import { Listed } from './listed.tsx'
import { Shown } from './shown.tsx'
import { at, type GalleryWords, galleryWords, type Words } from './words.ts'

const frame = (w: GalleryWords, locale: 'en' | 'zh') => ({
  skip: w.skip,
  brand: { name: w.brand, href: '#', seal: '归' },
  menu: w.menu,
  languages: (
    <LanguageSwitch
      label={w.language}
      links={[
        { lang: 'en', href: '#en', label: 'English', current: locale === 'en' },
        { lang: 'zh-Hans', href: '#zh', label: '简体中文', current: locale === 'zh' },
      ]}
    />
  ),
  account: (
    <Menu label={w.account}>
      <a href="#settings">{w.settings}</a>
      <form method="post">
        <Button tone="quiet">{w.signOut}</Button>
      </form>
    </Menu>
  ),
})

const stepStates = [
  ['done', 'stateDone'],
  ['now', 'stateNow'],
  ['todo', 'stateTodo'],
] as const

const Phases = ({ w }: Words) => (
  <Steps
    phases
    label={w.phase}
    steps={w.phases.map((title, index) => {
      const [state, label] = stepStates[index < 2 ? 0 : index === 2 ? 1 : 2] ?? stepStates[0]
      return { title, state, stateLabel: w[label] }
    })}
  />
)

const Checklist = ({ w }: Words) => (
  <Steps
    label={w.steps}
    steps={stepStates.map(([state, label], index) => ({
      title: at(w.step, index),
      text: at(w.stepText, index),
      state,
      stateLabel: w[label],
      href: '#step',
      action: state === 'now' && <Button small>{w.save}</Button>,
    }))}
  />
)

/** Every piece in one page, in the public or the working frame: for looking, and for the test beside it. */
export function Gallery({ locale, shell = 'public' }: { locale: 'en' | 'zh'; shell?: 'public' | 'console' }) {
  const w = galleryWords[locale]
  const links = (labels: readonly string[]) =>
    labels.map((label, index) => ({ label, href: `#n${label}`, current: index === 0 }))
  const crumbs = {
    label: w.crumbs,
    trail: [{ label: w.brand, href: '#' }, { label: at(w.nav, 1), href: '#s' }, { label: w.list }],
  }
  if (shell === 'console')
    return (
      <ConsoleShell
        {...frame(w, locale)}
        banner={<Phases w={w} />}
        nav={[
          { links: links(w.side.slice(0, 1)) },
          {
            label: at(w.groups, 0),
            links: w.side.slice(1, 3).map((label) => ({ label, href: `#${label}`, count: 7 })),
          },
          { label: at(w.groups, 1), links: w.side.slice(3).map((label) => ({ label, href: `#${label}` })) },
        ]}
      >
        <PageHead
          title={w.list}
          badge={<Badge tone="warn">{at(w.badges, 3)}</Badge>}
          lead={w.lead}
          crumbs={crumbs}
          actions={
            <LinkButton tone="primary" href="#add">
              {w.add}
            </LinkButton>
          }
        />
        <Section title={w.steps}>
          <Checklist w={w} />
        </Section>
        <Listed w={w} />
        <GalleryForm w={w} />
      </ConsoleShell>
    )
  const footer: ComponentChildren = (
    <FootColumns
      columns={w.foot.map((title) => ({
        title,
        links: links(w.nav).map(({ href, label }) => ({ href, label })),
      }))}
      last={w.footLast}
    />
  )
  return (
    <PublicShell {...frame(w, locale)} nav={links(w.nav)} footer={footer}>
      <PageHead
        hero
        kicker={w.kicker}
        title={w.title}
        lead={w.lead}
        actions={
          <>
            <LinkButton tone="primary" href="#add">
              {w.add}
            </LinkButton>
            <LinkButton tone="quiet" href="#more">
              {w.more}
            </LinkButton>
          </>
        }
      />
      <Shown w={w} />
      <Listed w={w} />
      <Entry w={w} locale={locale} />
      <Section title={w.filter}>
        <Select name="filter" label={w.filter} options={w.flags.map((label) => ({ value: label, label }))} />
      </Section>
    </PublicShell>
  )
}
