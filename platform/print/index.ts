/** Printing with Chinese: the face in pieces, and a pen that measures, wraps and draws on a pdfkit page. */
export { type Face, openFace, type Run } from './fonts.ts'
/** Text as outlines, for pictures. */
export { OutlinePen } from './outline.ts'
export { Pen } from './pen.ts'
/** A4 pages that run on with a head and a foot, pieces of text that are measured before they are set, and the PDF of them. */
export { type Edges, type Piece, printSheets, type Sheet } from './sheet.ts'
