import { invalidField, Refusal } from '#kernel/errors'

export const slugTaken = () => invalidField('slug', 'programme.field_slug_taken')
export const yearTaken = () => invalidField('year', 'programme.field_year_taken')
export const slugFixed = () => invalidField('slug', 'programme.field_slug_fixed')
export const numberTaken = () => invalidField('number', 'programme.field_number_taken')
export const creditTwice = () => invalidField('organisation', 'programme.field_credit_twice')
export const organisationUnknown = () => invalidField('organisation', 'kernel.field_choose')
export const wrongOrder = () => invalidField('endsOn', 'programme.field_wrong_order')
export const notBack = () => new Refusal('conflict', 'programme.not_back')
export const needsCredits = () => new Refusal('conflict', 'programme.needs_credits')
