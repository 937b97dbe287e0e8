import { notFound } from '#kernel/errors'
import { isId } from '#kernel/ids'
import { pick } from '#kernel/text'
import { file, page, type Route, type Visit } from '#platform/http'
import { LinkButton, Notice, PageHead, Stat, Tiles, When } from '#ui'
import { atSomeDoor } from '../access.ts'
import { missingOn, printBadges } from '../badge/pdf.ts'
import type { DoorCommands } from '../commands.ts'
import { showSerial } from '../serial.ts'
import { bothNames, titleOf, whenOf } from '../words.ts'
import { eventIdOf, reachOf } from './door.ts'
import { pdfAnswer } from './ticket.tsx'

export const badgeRoutes = (commands: DoorCommands): Route[] => {
  const badgesOf = (visit: Visit) => {
    if (!isId(visit.params.event ?? '')) throw notFound()
    return visit.use.run(commands[reachOf(visit)].badges, { eventId: eventIdOf(visit) })
  }

  return [
    page({
      path: '/console/events/:event/badges',
      who: atSomeDoor,
      show: async (visit) => {
        const { say, href } = visit
        const { event, guests } = await badgesOf(visit)
        const lacking = []
        for (const { name, registrationId } of guests) {
          const missing = await missingOn(name)
          if (missing.length > 0) lacking.push({ registrationId, name, missing })
        }
        return {
          title: say('doorway.badges_title'),
          shell: 'console',
          current: '/console/events',
          body: (
            <>
              <PageHead
                title={say('doorway.badges_title')}
                kicker={titleOf(event, visit)}
                lead={say('doorway.badges_lead')}
                meta={<When {...whenOf(event, visit)} />}
                actions={
                  <LinkButton
                    tone="primary"
                    icon="file"
                    href={href(`/console/events/${event.id}/badges.pdf`)}
                  >
                    {say('doorway.badges_pdf')}
                  </LinkButton>
                }
              />
              <Tiles>
                <Stat label={say('doorway.badges_count')} value={guests.length} />
              </Tiles>
              {lacking.length > 0 && (
                <Notice tone="warn" title={say('doorway.badges_lacking')}>
                  <ul>
                    {lacking.map(({ registrationId, name, missing }) => (
                      <li key={registrationId}>
                        {say('kernel.colon', {
                          term: bothNames(name, visit),
                          text: missing.join(say('kernel.list_comma')),
                        })}
                      </li>
                    ))}
                  </ul>
                </Notice>
              )}
            </>
          ),
        }
      },
    }),

    file({
      path: '/console/events/:event/badges.pdf',
      who: atSomeDoor,
      send: async (visit) => {
        const { event, guests } = await badgesOf(visit)
        const title = titleOf(event, visit)
        const { text, zone } = whenOf(event, visit)
        const when = `${text} ${zone}`
        const badges = guests.map(({ name, affiliation, category, serial, code }) => ({
          name,
          affiliation,
          category: pick(category, visit.locale).value,
          event: title,
          when,
          serial: showSerial(serial),
          code,
        }))
        return pdfAnswer(await printBadges(badges, { locale: visit.locale, title }), 'badges.pdf')
      },
    }),
  ]
}
