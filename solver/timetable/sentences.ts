import type { Reason } from './problem.ts'
import { faults } from './sentences/faults.ts'
import { obstacles } from './sentences/obstacles.ts'
import { proofs } from './sentences/proofs.ts'
import type { Sentence } from './sentences/sentence.ts'
import { shapes } from './sentences/shapes.ts'

/** Every reason this package gives, by code. */
export const sentences: Readonly<Record<string, Sentence>> = { ...shapes, ...faults, ...proofs, ...obstacles }

/**
 * A reason in words. `named` gives the caller's name of a person, slot, wish or table by its index (from 0); without it
 * they are numbered from 1. A code without words is said as it is, so that nothing is ever hidden.
 */
export function sentence(
  reason: Reason,
  language: keyof Sentence,
  named: (what: string, index: number) => string = (_what, index) => String(index + 1),
): string {
  const words = sentences[reason.code]?.[language]
  if (!words) return `${reason.code} ${JSON.stringify(reason.with)}`
  return words.replace(/\{(@?)([a-z]+)(\d?)\}/gi, (_all, index: string, key: string, digit: string) => {
    const value = reason.with[key + digit]
    if (value === undefined) return '?'
    return index === '@' ? named(key, value) : String(value)
  })
}
