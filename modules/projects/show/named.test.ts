import { expect, test } from 'vitest'
import { belongsTo } from './named.ts'

test.each([
  ['of its domain', 'wei@fund.example', 'https://www.fund.example/about', true],
  ['of a part of its domain', 'wei@bj.fund.example', 'https://fund.example', true],
  ['in other letters', 'Wei@FUND.example', 'http://Fund.Example', true],
  ['of a domain that only ends alike', 'wei@notfund.example', 'https://fund.example', false],
  ['of a domain above', 'wei@example', 'https://fund.example', false],
  ['with two signs', 'a@fund.example@evil.example', 'https://evil.example', false],
  ['without an address', null, 'https://fund.example', false],
  ['of one without a website', 'wei@fund.example', null, false],
  ['of one whose website is none', 'wei@fund.example', 'fund', false],
])('somebody %s', (_what, email, url, belongs) => expect(belongsTo(email, { url })).toBe(belongs))
