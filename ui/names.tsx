import { type ComponentChildren, createContext, type VNode } from 'preact'
import { useContext } from 'preact/hooks'
import { renderToString } from 'preact-render-to-string'

/** A field as its label calls it, and with all that it stands in. */
type Name = { own: string; whole: string }

/** What the fields of a page are called, by the id of their control. Noted only once a summary asked for it. */
type Names = { asked: boolean; readonly of: Map<string, Name> }
const NamesOfPage = createContext<Names | null>(null)

/** What stands around a field: `apart` is said where two labels are the same, `whole` belongs to each name. */
const Around = createContext<{ name: Name; apart: boolean } | null>(null)

/** Stands in a page where a name goes; made at start, so that no content can know it. */
const token = `name-${crypto.randomUUID()}`
const places = new RegExp(`${token}\\[([^\\]]*)\\]`, 'g')
const lists = new RegExp(`<ul>((?:<li>(?:(?!</?ul>).)*?${token}.*?</li>)+)</ul>`, 'gs')

const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A label as the text of HTML. Long ones, of a consent for example, are cut: the link leads to the rest. */
function textOf(label: ComponentChildren): string {
  const text =
    typeof label === 'string' ? escaped(label) : renderToString(<span>{label}</span>).replace(/<[^>]*>/g, '')
  return text.length > 90 ? `${text.slice(0, 80).replace(/&[^;]*$/, '')}…` : text
}

/** Notes what a field is called, for the summary that stands before it. Gives what the fields within it stand in. */
export function useName(label: ComponentChildren, id?: string): Name | null {
  const names = useContext(NamesOfPage)
  const around = useContext(Around)
  if (!names?.asked) return null
  const text = textOf(label)
  const with_ = (name: string) => `${name} – ${text}`
  const name: Name =
    around === null
      ? { own: text, whole: text }
      : { own: around.apart ? text : with_(around.name.own), whole: with_(around.name.whole) }
  // Where an id comes twice the link leads to the first one.
  if (id !== undefined && !names.of.has(id)) names.of.set(id, name)
  return name
}

/** The fields in it are called by what they stand in as well; `apart`: only where their own labels are the same. */
export const Within = ({
  name,
  apart = false,
  children,
}: {
  name: Name | null
  apart?: boolean
  children: ComponentChildren
}) => <Around.Provider value={name && { name, apart }}>{children}</Around.Provider>

/** Where the name of a field will stand, which is drawn only after this; or `called`, when it is on another page. */
export function NameOf({ id, called }: { id: string; called?: string | undefined }) {
  const names = useContext(NamesOfPage)
  if (names === null) return null
  names.asked = true
  if (called !== undefined) names.of.set(id, { own: escaped(called), whole: escaped(called) })
  return <>{`${token}[${encodeURIComponent(id)}]`}</>
}

/** A document as HTML. Each line of an error summary says which field it is about, in the order of the page. */
export function draw(document: VNode): string {
  const names: Names = { asked: false, of: new Map() }
  const html = renderToString(<NamesOfPage.Provider value={names}>{document}</NamesOfPage.Provider>)
  if (!names.asked) return html
  const order = new Map([...names.of.keys()].map((id, index) => [id, index]))
  const all = [...names.of.values()].map(({ own }) => own)
  const colon = /^<html[^>]* lang="zh/.test(html) ? '：' : ': '
  const said = (id: string) => {
    const name = names.of.get(id)
    if (name === undefined) return ''
    const text = all.indexOf(name.own) === all.lastIndexOf(name.own) ? name.own : name.whole
    return `${text}${/[?？!！.。…:：]$/.test(text) ? ' ' : colon}`
  }
  const placeIn = (line: string) =>
    order.get(decodeURIComponent(line.match(places)?.[0].slice(token.length + 1, -1) ?? '')) ?? order.size
  return html
    .replace(lists, (_list, lines: string) => {
      const sorted = lines.split(/(?<=<\/li>)/).sort((a, b) => placeIn(a) - placeIn(b))
      return `<ul>${sorted.join('')}</ul>`
    })
    .replace(places, (_place, id: string) => said(decodeURIComponent(id)))
}
