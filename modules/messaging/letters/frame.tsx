import { renderToString } from 'preact-render-to-string'
import type { Locale } from '#kernel/i18n'

/** A letter before it is set: plain paragraphs, at most one thing to do, and why the reader gets it. */
export type Content = {
  subject: string
  greeting: string
  paragraphs: readonly string[]
  /** Text that is kept to the letter, line by line. */
  verbatim?: string
  /** A code to type: shown large, never a link. */
  code?: string
  action?: { label: string; href: string }
  why: string
}

const font = '-apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

// Mail programs know no stylesheets of ours and few of their own: attributes and inline style are all there is.
const Frame = ({ content, locale }: { content: Content; locale: Locale }) => (
  <html lang={locale === 'zh' ? 'zh-Hans' : 'en'}>
    <body style={{ fontFamily: font, lineHeight: 1.6, color: '#1c2526', margin: '0', padding: '24px' }}>
      <div style={{ maxWidth: '560px', margin: '0 auto' }}>
        <p>{content.greeting}</p>
        {content.paragraphs.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {content.verbatim && (
          <pre style={{ whiteSpace: 'pre-wrap', wordBreak: 'break-all', fontSize: '13px' }}>
            {content.verbatim}
          </pre>
        )}
        {content.code && (
          <p style={{ fontSize: '28px', letterSpacing: '6px', fontWeight: 600 }}>{content.code}</p>
        )}
        {content.action && (
          <p>
            <a
              href={content.action.href}
              style={{
                display: 'inline-block',
                padding: '10px 18px',
                background: '#0f5c66',
                color: '#ffffff',
                textDecoration: 'none',
                borderRadius: '6px',
              }}
            >
              {content.action.label}
            </a>
            <br />
            <small style={{ color: '#5b6768', wordBreak: 'break-all' }}>{content.action.href}</small>
          </p>
        )}
        <p style={{ color: '#5b6768', fontSize: '13px', borderTop: '1px solid #dde3e3', paddingTop: '12px' }}>
          {content.why}
        </p>
      </div>
    </body>
  </html>
)

/** The letter as HTML and as text that says the same. */
export function setLetter(content: Content, locale: Locale): { subject: string; html: string; text: string } {
  const text = [
    content.greeting,
    ...content.paragraphs,
    ...(content.verbatim ? [content.verbatim.trimEnd()] : []),
    ...(content.code ? [content.code] : []),
    ...(content.action ? [`${content.action.label}\n${content.action.href}`] : []),
    '—',
    content.why,
  ].join('\n\n')
  return {
    subject: content.subject,
    html: `<!doctype html>${renderToString(<Frame content={content} locale={locale} />)}`,
    text,
  }
}
