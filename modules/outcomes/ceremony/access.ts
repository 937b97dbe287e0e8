import { hasRole } from '#kernel/access'

/** Hosts put contracts in the queue; whoever checks them looks on. */
export const mayHold = hasRole('administrator', 'organiser')
export const mayWatch = hasRole('administrator', 'organiser', 'verifier', 'auditor')
