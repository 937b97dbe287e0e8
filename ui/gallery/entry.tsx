import {
  Button,
  DefinitionList,
  Details,
  Dialog,
  Form,
  FormActions,
  Hash,
  Lang,
  Money,
  PersonLine,
  Prose,
  Section,
  Split,
  TextArea,
  Timeline,
  When,
} from '../index.ts'
import { at, iso, type Words } from './words.ts'

/** One record with its history, a dialog and running text. */
export const Entry = ({ w, locale }: Words & { locale: 'en' | 'zh' }) => (
  <Section title={w.entry}>
    <Split
      aside={
        <Section level={3} title={w.history}>
          <Timeline
            moments={w.moments.map((title, index) => ({
              title,
              when: <When iso={iso} text={`1${index}:00`} zone="BST" />,
              tone: index === 2 ? 'bad' : 'good',
            }))}
          />
        </Section>
      }
    >
      <DefinitionList
        items={[
          { term: at(w.terms, 0), value: <Lang lang="is">Norðurljós</Lang> },
          { term: at(w.terms, 1), value: <When iso={iso} text={w.date} zone={w.zone} reader={w.reader} /> },
          { term: at(w.terms, 2), value: <Money text={w.money} value="1240.00" /> },
          {
            term: at(w.terms, 3),
            value: (
              <PersonLine
                name={w.captain}
                href="#captain"
                other={{ text: w.captainOther, lang: locale === 'zh' ? 'en' : 'zh-Hans' }}
                detail={w.captainDetail}
              />
            ),
          },
          { term: at(w.terms, 4), value: <Hash value="3f1c9a0be77d4c52b0a9f2e8d6615b7c3a90e1f4" /> },
        ]}
      />
      <Details summary={w.why}>
        <p>{w.whyText}</p>
      </Details>
      <FormActions>
        <Button type="button" tone="danger" popovertarget="strike">
          {w.remove}
        </Button>
      </FormActions>
      <Dialog id="strike" title={w.strike} close={w.close}>
        <Form label={w.strike}>
          <p>{w.strikeText}</p>
          <TextArea name="reason" label={w.reason} rows={2} required />
          <FormActions>
            <Button tone="danger">{w.remove}</Button>
            <Button type="button" tone="quiet" popovertarget="strike">
              {w.cancel}
            </Button>
          </FormActions>
        </Form>
      </Dialog>
    </Split>
    <Section level={3} title={w.prose}>
      <Prose>
        {w.proseText.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </Prose>
    </Section>
  </Section>
)
