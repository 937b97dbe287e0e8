/** The most scans of one request; a device with more sends several. Apart from wire.ts, which brings the schemas along. */
export const mostScans = 1000
