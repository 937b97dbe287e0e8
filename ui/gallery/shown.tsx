import {
  Badge,
  Bars,
  Button,
  Card,
  LinkButton,
  Notice,
  Section,
  Stat,
  Tiles,
  type Tone,
  When,
} from '../index.ts'
import { at, iso, type Words } from './words.ts'

/** Numbers, notices, cards, badges. */
export const Shown = ({ w }: Words) => (
  <>
    <Section title={w.numbers} lead={w.numbersLead} id="numbers">
      <Tiles>
        <Stat label={at(w.stat, 0)} value="1,284" note={at(w.note, 0)} href="#a" open={w.open} />
        <Stat label={at(w.stat, 1)} value="63" note={at(w.note, 1)} href="#b" open={w.open} />
        <Stat label={at(w.stat, 2)} value="35,000" note={at(w.note, 2)} href="#c" open={w.open} claimed />
        <Stat label={at(w.stat, 3)} value="£8.4" unit="m" note={at(w.note, 3)} />
      </Tiles>
      <Bars
        caption={w.bars}
        heads={{ label: at(w.barHeads, 0), value: at(w.barHeads, 1) }}
        bars={[
          { label: at(w.bar, 0), value: 612, text: '612', href: '#seen' },
          { label: at(w.bar, 1), value: 384, text: '384' },
          { label: at(w.bar, 2), value: 51, text: '51' },
          { label: at(w.bar, 3), value: 1450, text: '1,450', claimed: true },
        ]}
      />
    </Section>
    <Section title={w.cards} actions={<LinkButton href="#all">{w.more}</LinkButton>}>
      <Notice title={w.info}>{w.infoText}</Notice>
      <Notice tone="success">{w.success}</Notice>
      <Notice tone="warn" title={w.warn} actions={<Button small>{w.berth}</Button>}>
        {w.warnText}
      </Notice>
      <Notice tone="error" title={w.error}>
        {w.errorText}
      </Notice>
      <Tiles wide>
        {w.card.map((title, index) => (
          <Card
            key={title}
            title={title}
            href={index < 2 ? '#card' : undefined}
            kicker={index === 0 ? w.kicker : undefined}
            meta={<When iso={iso} text={w.date} zone={w.zone} reader={w.reader} />}
            actions={index === 2 && <Button icon="plus">{w.add}</Button>}
          >
            <p>{w.cardText}</p>
          </Card>
        ))}
      </Tiles>
      <p>
        {(['plain', 'info', 'good', 'warn', 'bad', 'faint'] satisfies Tone[]).map((tone, index) => (
          <>
            <Badge tone={tone}>{at(w.badges, index)}</Badge>{' '}
          </>
        ))}
      </p>
    </Section>
  </>
)
