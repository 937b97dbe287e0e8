/**
 * As kernel/names folds what is searched, without the pinyin tables that come with it: they are too heavy for a
 * phone at a door. Pinyin of Han names is therefore not found here, Latin and Han letters are.
 */
export const foldForSearch = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/['’‘ʼʻ`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
