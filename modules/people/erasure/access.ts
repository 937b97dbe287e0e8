import { hasRole } from '#kernel/access'

/** Requests that came by mail are the hosts' who answer for the programme. */
export const mayErase = hasRole('administrator', 'organiser')
