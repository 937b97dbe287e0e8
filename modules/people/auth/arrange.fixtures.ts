import type { TestDatabase } from '../../../tools/test/database.ts'
import { type AuthOptions, createAuth } from './index.ts'

/** Keeps cookies from answer to answer, as a browser does. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly address: string
  readonly agent: string

  constructor(address = '192.0.2.1', agent = 'test') {
    this.address = address
    this.agent = agent
  }

  take(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }

  get headers(): Headers {
    const headers = new Headers({ 'user-agent': this.agent })
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    return headers
  }

  get caller() {
    return { headers: this.headers, address: this.address }
  }
}

export const testSecret = 'a secret of the tests, long enough for the library to accept 5f1c'

/** The product's own way of signing in over a test database; `codes` holds what was sent, newest last. */
export function testAuth(
  db: TestDatabase,
  { origin = 'http://localhost:3000', ...rest }: Partial<Pick<AuthOptions, 'origin' | 'oidc'>> = {},
) {
  const codes: { email: string; code: string; locale: string }[] = []
  const auth = createAuth({
    pool: db.database.pool,
    database: db.database,
    origin,
    ...rest,
    secret: testSecret,
    clock: db.clock,
    sendCode: async (email, code, locale) => {
      codes.push({ email, code, locale })
    },
  })
  const lastCode = () => codes.at(-1)?.code ?? ''
  /** The whole way with a code by e-mail. */
  const signIn = async (email: string, browser = new Browser()) => {
    await auth.requestCode(browser.caller, email, 'en')
    browser.take((await auth.signInWithCode(browser.caller, email, lastCode())).headers)
    return browser
  }
  return { auth, codes, lastCode, signIn }
}
