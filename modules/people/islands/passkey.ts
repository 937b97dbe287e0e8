import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

const address = (name: string) => `/api/auth/passkey/${name}`

async function read(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`the server said ${response.status}`)
  return response.json()
}

const post = (name: string, body: object) =>
  fetch(address(name), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(read)

type Asked<Start extends (options: never) => unknown> = Parameters<Start>[0] extends {
  optionsJSON: infer Options
}
  ? Options
  : never

async function enter(): Promise<void> {
  const options = await fetch(address('generate-authenticate-options')).then(read)
  // The server speaks the protocol that the browser's library reads; both are checked by it.
  const response = await startAuthentication({ optionsJSON: options as Asked<typeof startAuthentication> })
  await post('verify-authentication', { response })
}

async function add(): Promise<void> {
  const options = await fetch(address('generate-register-options')).then(read)
  const response = await startRegistration({ optionsJSON: options as Asked<typeof startRegistration> })
  await post('verify-registration', { response })
}

/** One button that signs in with a passkey, or adds one. Without it everything else on the page still works. */
export function start(root: HTMLElement): void {
  const button = root.querySelector('button')
  const failed = root.querySelector<HTMLElement>('[role=alert]')
  if (!button || !failed || !('PublicKeyCredential' in window)) return
  root.hidden = false
  button.addEventListener('click', async () => {
    button.disabled = true
    failed.hidden = true
    try {
      await (root.dataset.mode === 'add' ? add() : enter())
      location.assign(root.dataset.to ?? '/')
    } catch {
      failed.hidden = false
      button.disabled = false
    }
  })
}
