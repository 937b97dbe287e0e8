import { invalidField, Refusal } from '#kernel/errors'
import { passwordLeast } from './auth/agreed.ts'

export const tooOften = (minutes: number) => new Refusal('too_many', 'people.too_often', { minutes })
export const wrongCode = () => invalidField('code', 'people.code_wrong')
export const wrongSecondCode = () => invalidField('code', 'people.second_code_wrong')
/** One answer for a wrong password and for an address nobody signs in with. */
export const wrongPassword = () => new Refusal('forbidden', 'people.password_wrong')
export const wrongOldPassword = (path: string) => invalidField(path, 'people.password_old_wrong')
export const weakPassword = () => invalidField('newPassword', 'people.password_weak', { min: passwordLeast })
export const stepOver = () => new Refusal('gone', 'people.step_over')
export const lastAdministrator = () => new Refusal('conflict', 'people.last_administrator')
export const beyondRole = () => new Refusal('forbidden', 'people.beyond_role')
export const needsStation = () => invalidField('stationId', 'people.needs_station')
export const needsOrganisation = () => invalidField('organisation', 'people.needs_organisation')
export const organisationUnknown = () => invalidField('organisation', 'people.organisation_unknown')
export const organisationTwice = () => invalidField('organisation', 'people.organisation_twice')
export const needsName = () => invalidField('latinFamily', 'people.needs_name')
