import type { View } from '../model.ts'

/** The picture that stands for a project where there is room for one. */
export const pictureOf = (view: View) =>
  view.content.files.find(({ kind }) => kind === 'image') ??
  view.content.files.find(({ kind }) => kind === 'poster')
