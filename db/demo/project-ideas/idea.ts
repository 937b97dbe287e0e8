/** A made-up project: its title and what it does, in English and in Chinese. */
export type Idea = readonly [enTitle: string, zhTitle: string, en: string, zh: string]
