import type { Visit } from '#platform/http'
import { Button } from '#ui'

/** Shown by its island only where the browser knows passkeys. */
export const PasskeyButton = ({ visit, mode, to }: { visit: Visit; mode: 'enter' | 'add'; to: string }) => (
  <div data-island="passkey" data-mode={mode} data-to={visit.href(to)} hidden>
    <Button type="button" tone="secondary">
      {visit.say(`people.passkey_${mode}`)}
    </Button>
    <p class="err" role="alert" hidden>
      {visit.say(`people.passkey_${mode}_failed`)}
    </p>
  </div>
)
