import { invalidField } from '#kernel/errors'

export const slugTaken = () => invalidField('slug', 'stations.field_slug_taken')
