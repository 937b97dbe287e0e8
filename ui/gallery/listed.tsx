import {
  Badge,
  BulkBar,
  Button,
  type Column,
  EmptyState,
  Form,
  LinkButton,
  Pager,
  SearchBox,
  Section,
  Table,
  Tabs,
  type Tone,
  Toolbar,
  When,
} from '../index.ts'
import { at, iso, type Words } from './words.ts'

type Ship = { id: string; name: string; captain: string; tonnes: number; state: number }
const ships: readonly Ship[] = [
  { id: 'a', name: 'Norðurljós', captain: 'Sigríður Jónsdóttir', tonnes: 1240, state: 1 },
  { id: 'b', name: '海燕号', captain: '温海燕', tonnes: 8400, state: 2 },
  { id: 'c', name: 'Maria da Glória', captain: 'Teresa Vasconcelos de Albuquerque', tonnes: 92, state: 3 },
  { id: 'd', name: 'すみれ丸', captain: '高橋 澄子', tonnes: 310, state: 5 },
]
const tones: readonly Tone[] = ['plain', 'info', 'good', 'warn', 'bad', 'faint']

const columns = (w: Words['w']): Column<Ship>[] => [
  { key: 'name', label: at(w.columns, 0), cell: (ship) => ship.name, sort: { href: '#', now: 'ascending' } },
  { key: 'captain', label: at(w.columns, 1), cell: (ship) => ship.captain },
  { key: 'when', label: at(w.columns, 2), cell: () => <When iso={iso} text="12.06., 14:00" zone="BST" /> },
  {
    key: 'tonnes',
    label: at(w.columns, 3),
    number: true,
    cell: (ship) => ship.tonnes.toLocaleString('en'),
    sort: { href: '#' },
  },
  {
    key: 'state',
    label: at(w.columns, 4),
    cell: (ship) => <Badge tone={tones[ship.state]}>{at(w.badges, ship.state)}</Badge>,
  },
]

/** A list with tabs, search, bulk actions and pages; and an empty one. */
export const Listed = ({ w }: Words) => (
  <Section title={w.list}>
    <Tabs
      label={w.list}
      tabs={w.tabs.map((label, index) => ({
        label,
        href: `#t${index}`,
        count: [412, 7, 31, 374][index],
        current: index === 1,
      }))}
    />
    <Toolbar
      end={
        <LinkButton icon="plus" href="#add">
          {w.add}
        </LinkButton>
      }
    >
      <SearchBox label={w.search} button={w.searchButton} value="" />
    </Toolbar>
    <Form label={w.list} action="/bulk" wide>
      <Table
        caption={w.list}
        hideCaption
        columns={columns(w)}
        rows={ships}
        rowKey={(ship) => ship.id}
        href={(ship) => `#${ship.id}`}
        select={{
          name: 'ship',
          head: w.pick,
          value: (ship) => ship.id,
          label: (ship) => `${w.pick} ${ship.name}`,
        }}
        foot={{ name: w.total, tonnes: '10,042' }}
      />
      <BulkBar label={w.bulk}>
        <Button name="do" value="berth">
          {w.berth}
        </Button>
        <Button name="do" value="tell" tone="quiet">
          {w.tell}
        </Button>
      </BulkBar>
    </Form>
    <Pager
      label={w.pages}
      summary={w.pagerSummary}
      previous={{ href: '#p', label: w.previous }}
      next={{ href: '#n', label: w.next }}
    />
    <EmptyState
      title={w.empty}
      action={
        <LinkButton tone="primary" href="#add">
          {w.add}
        </LinkButton>
      }
    >
      {w.emptyText}
    </EmptyState>
  </Section>
)
