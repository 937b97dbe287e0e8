import { everyone, hasRole } from '#kernel/access'

export const mayOrganise = hasRole('administrator', 'organiser')
export const mayReadHouse = hasRole('administrator', 'organiser', 'auditor')
export const publicEditions = everyone(
  'the programme and its open editions are published to be read by everybody',
)
