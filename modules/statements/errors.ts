import { invalid, invalidField, Refusal } from '#kernel/errors'

export const alreadyReleased = () => new Refusal('conflict', 'statements.already_released')
export const needsAnother = () => new Refusal('forbidden', 'statements.needs_another')
export const slugTaken = () => new Refusal('conflict', 'statements.metric_taken')
export const rateTaken = () => invalidField('onDay', 'statements.field_rate_taken')
export const notOffered = (path: string) => invalidField(path, 'statements.field_not_offered')
export const wrongCurrency = (path: string) => invalidField(path, 'statements.field_currency')
export const nothingChosen = () => invalid([{ path: 'metrics', code: 'statements.field_no_metrics' }])
