export { limited } from './body.ts'
export type { FormState, FormValues } from './form.ts'
export { emptyForm, refusedForm } from './form.ts'
export type { LiveOptions } from './live.ts'
export { bothIn, type Held, momentIn, numberIn, oneOf, readWhole, requiredMomentIn } from './reading.ts'
export {
  type ActionRoute,
  type ApiRoute,
  action,
  api,
  type Done,
  type Doors,
  type FileRoute,
  type FormRoute,
  file,
  form,
  type Me,
  methodsOf,
  type PageRoute,
  page,
  type Route,
  type Sheet,
  upload,
  type Visit,
} from './route.ts'
export { addressIn, type Identify, type Layout, type ServeOptions, type Site, serve } from './serve.ts'
