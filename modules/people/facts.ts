import type { Fact } from '#kernel/command'
import type { Consent, RoleGrant } from './model.ts'

type AboutGrant = { grantId: string; personId: string; role: string }

const aboutGrant = ({ id, personId, role }: Pick<RoleGrant, 'id' | 'personId' | 'role'>): AboutGrant => ({
  grantId: id,
  personId,
  role,
})

export const roleGranted = (grant: Pick<RoleGrant, 'id' | 'personId' | 'role'>): Fact<AboutGrant> => ({
  name: 'people.role_granted',
  payload: aboutGrant(grant),
})

export const roleRevoked = (grant: RoleGrant): Fact<AboutGrant> => ({
  name: 'people.role_revoked',
  payload: aboutGrant(grant),
})

/** Whoever used what was agreed to must stop. */
export const consentWithdrawn = (
  consent: Consent,
): Fact<{ consentId: string; personId: string; purpose: string }> => ({
  name: 'people.consent_withdrawn',
  payload: { consentId: consent.id, personId: consent.personId, purpose: consent.purpose },
})
