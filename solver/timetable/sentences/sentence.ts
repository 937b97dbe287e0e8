/** Both languages of one reason. `{n}` is a number as it is; `{@person}` an index, said by the caller's name for it. */
export type Sentence = { readonly en: string; readonly zh: string }
