import type { ComponentChildren } from 'preact'

export type WhenProps = {
  /** The instant in ISO 8601, for machines. */
  iso: string
  /** Date and time at the place, formatted. */
  text: string
  /** The place's zone in words; always shown, a time without it means nothing. Leave out for whole days only. */
  zone?: string | undefined
  /** The same instant in the reader's own zone, zone named; shown beside it when that is another one. */
  reader?: string | undefined
}

export const When = ({ iso, text, zone, reader }: WhenProps) => (
  <span class="when">
    <time datetime={iso}>{text}</time>
    {zone && (
      <>
        {' '}
        <span class="zone">{zone}</span>
      </>
    )}
    {reader && (
      <>
        {' '}
        <span class="theirs">{reader}</span>
      </>
    )}
  </span>
)

/** An amount already formatted with its currency; `value` is the machine's form, e.g. "12.50". */
export const Money = ({ text, value }: { text: string; value?: string | undefined }) => (
  <data class="num" value={value ?? text}>
    {text}
  </data>
)

/** A number already formatted, in digits of one width. */
export const Num = ({ children }: { children: ComponentChildren }) => <span class="num">{children}</span>

/** Words in another language than the page's, so that they are pronounced and set properly. */
export const Lang = ({ lang, children }: { lang: string; children: ComponentChildren }) => (
  <span lang={lang}>{children}</span>
)

/** A digest, key or code: breaks anywhere, copies whole. */
export const Hash = ({ value }: { value: string }) => (
  <code class="hash" translate={false}>
    {value}
  </code>
)

export type PersonLineProps = {
  name: string
  href?: string | undefined
  /** The name in the other script. */
  other?: { text: string; lang: string } | undefined
  /** Role, institution, country or region: joined by the language's own separator by the caller. */
  detail?: ComponentChildren
}

/** One human in one line, without a picture. */
export const PersonLine = ({ name, href, other, detail }: PersonLineProps) => (
  <div class="person">
    <p>
      {href ? <a href={href}>{name}</a> : <strong>{name}</strong>}
      {other && (
        <span class="other" lang={other.lang}>
          {' '}
          {other.text}
        </span>
      )}
    </p>
    {detail && <p class="hint">{detail}</p>}
  </div>
)

/** Term and value, one pair a row; pairs without a value are left out. */
export const DefinitionList = ({
  items,
}: {
  items: readonly { term: ComponentChildren; value: ComponentChildren }[]
}) => (
  <dl class="defs">
    {items
      .filter(({ value }) => value !== undefined && value !== null && value !== false && value !== '')
      .map(({ term, value }, index) => (
        <div key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)
