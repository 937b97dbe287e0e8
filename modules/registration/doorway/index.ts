/** Payloads of `registration.checked_in` (somebody who was not in comes in); ids and the moment. */
export type { CheckedIn } from './facts.ts'
/** A code as squares of one SVG path, quiet zone included. */
export { drawQr } from './qr.ts'
/**
 * Steps for the transaction of another use case: tickets for admitted guests who have none (safe to repeat), and the
 * text of a ticket's QR code, signed with the installation's key; back from a scanned code or typed serial to the
 * registration. All need the reach to see the registrations.
 */
export { issueMissing as issueTickets, signTicket, ticketOf } from './steps.ts'
/** Who is in at an event: of these people, or of these registrations wherever they are of. */
export { type Present, presentPeople, presentRegistrations } from './store/present.ts'
