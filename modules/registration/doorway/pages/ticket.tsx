import { everyone } from '#kernel/access'
import { displayName } from '#kernel/names'
import { pick } from '#kernel/text'
import { file, page, type Route, type Visit } from '#platform/http'
import { Badge, DefinitionList, Hash, LinkButton, Notice, PageHead, Section, Split, When } from '#ui'
import { readRegistrationToken } from '../../links.ts'
import { missingOn, printBadges } from '../badge/pdf.ts'
import type { DoorCommands, Ports } from '../commands.ts'
import { linkBroken } from '../errors.ts'
import { drawQr } from '../qr.ts'
import { showSerial } from '../serial.ts'
import { clockTime, titleOf, whenOf } from '../words.ts'

const byLink = everyone('the signed link of a registration is the key to its ticket')

/** Black on white also in the dark: a scanner needs the light ground and the quiet zone around. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { size, path } = drawQr(text)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width="320"
      height="320"
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

export const ticketRoutes = (ports: Ports, commands: DoorCommands): Route[] => {
  const ticketOf = (visit: Visit) => {
    const token = visit.params.token ?? ''
    const registrationId = readRegistrationToken(ports.keys, token, visit.use.now())
    if (registrationId === null) throw linkBroken()
    return visit.use.run(commands.ticket, { registrationId })
  }

  return [
    page({
      path: '/registrations/:token/ticket',
      who: byLink,
      show: async (visit) => {
        const { say, locale, href, params } = visit
        const ticket = await ticketOf(visit)
        const missing = await missingOn(ticket.name)
        const venue = pick(ticket.venue, locale).value
        const address = pick(ticket.address, locale).value
        return {
          title: say('doorway.ticket_title'),
          shell: 'public',
          noIndex: true,
          body: (
            <>
              <PageHead
                kicker={say('doorway.ticket_title')}
                title={titleOf(ticket, visit)}
                meta={<When {...whenOf(ticket, visit)} />}
                badge={ticket.since !== null && <Badge tone="good">{say('doorway.is_in')}</Badge>}
                actions={
                  <LinkButton href={href(`/registrations/${params.token}/badge.pdf`)} icon="file">
                    {say('doorway.badge_pdf')}
                  </LinkButton>
                }
              />
              {ticket.eventState === 'cancelled' && (
                <Notice tone="warn">{say('doorway.event_cancelled')}</Notice>
              )}
              <Split
                aside={
                  <Section title={say('doorway.at_the_door')}>
                    <p>{say('doorway.ticket_hint')}</p>
                    {missing.length > 0 && (
                      <Notice tone="info">
                        {say('doorway.glyphs_missing', {
                          characters: missing.join(say('kernel.list_comma')),
                        })}
                      </Notice>
                    )}
                  </Section>
                }
              >
                <p>
                  <QrCode text={ticket.code} label={say('doorway.qr_label')} />
                </p>
                <DefinitionList
                  items={[
                    {
                      term: say('kernel.person_name'),
                      value: displayName(ticket.name, locale, { both: true }),
                    },
                    { term: say('doorway.category'), value: pick(ticket.category, locale).value },
                    {
                      term: say('kernel.where'),
                      value: [venue, address].filter(Boolean).join(say('kernel.list_comma')),
                    },
                    { term: say('doorway.serial'), value: <Hash value={showSerial(ticket.serial)} /> },
                    {
                      term: say('doorway.in_since'),
                      value: ticket.since === null ? null : clockTime(ticket.since, ticket, visit),
                    },
                  ]}
                />
              </Split>
            </>
          ),
        }
      },
    }),

    file({
      path: '/registrations/:token/badge.pdf',
      who: byLink,
      send: async (visit) => {
        const ticket = await ticketOf(visit)
        const when = whenOf(ticket, visit)
        const title = titleOf(ticket, visit)
        const pdf = await printBadges(
          [
            {
              name: ticket.name,
              affiliation: ticket.affiliation,
              category: pick(ticket.category, visit.locale).value,
              event: title,
              when: `${when.text} ${when.zone}`,
              serial: showSerial(ticket.serial),
              code: ticket.code,
            },
          ],
          { locale: visit.locale, title },
        )
        return pdfAnswer(pdf, 'badge.pdf')
      },
    }),
  ]
}

/** Shown in the browser, saved under a name; never kept by anything between. */
export const pdfAnswer = (pdf: Uint8Array<ArrayBuffer>, name: string): Response =>
  new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  })
