/** Printing with Chinese: the face in pieces, and a pen that measures, wraps and draws on a pdfkit page. */
export { type Face, openFace, type Run } from './fonts.ts'
/** Text as outlines, for pictures. */
export { OutlinePen } from './outline.ts'
export { Pen } from './pen.ts'
/** A4 pages that run on, and the PDF of them. */
export { printSheets, type Sheet } from './sheet.ts'
