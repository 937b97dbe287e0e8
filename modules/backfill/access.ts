import { hasRole, permissions } from '#kernel/access'

export const may = permissions<unknown>()({
  read: hasRole('administrator', 'organiser', 'auditor'),
  change: hasRole('administrator', 'organiser'),
})
