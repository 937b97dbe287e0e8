import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deviceOf } from './pages/device.ts'
import { isStrong, networkOf, ownPath } from './rules.ts'

describe('where somebody goes on after signing in', () => {
  test.each(['/', '/console', '/events/london?tab=1', '/account/security'])('%s is ours', (path) => {
    expect(ownPath(path)).toBe(path)
  })
  test.each([
    '',
    'console',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    'https://evil.example',
    'javascript:alert(1)',
    '/a b',
    '/\u0009/evil.example',
    '/a\u007f',
    `/${'a'.repeat(500)}`,
  ])('%j is not', (path) => {
    expect(ownPath(path)).toBeNull()
  })
  test('whatever is taken stays on our own site', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        const path = ownPath(`/${rest}`)
        if (path === null) return
        expect(new URL(`/en${path}`, 'https://ours.example').origin).toBe('https://ours.example')
        expect(new URL(path, 'https://ours.example').origin).toBe('https://ours.example')
      }),
    )
  })
})

test.each([
  ['short pass', false],
  ['twelve chars', true],
  ['一二三四五六七八九十十一', true],
  ['一二三四五六七八九十', false],
  ['a'.repeat(201), false],
])('a password %s: %s', (password, strong) => {
  expect(isStrong(password)).toBe(strong)
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0',
    'Edge · Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1',
    'Safari · iOS',
  ],
  ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 MicroMessenger/8.0', 'WeChat · Android'],
  ['curl/8', ''],
])('%s is %s', (agent, device) => {
  expect(deviceOf(agent)).toBe(device)
})

test.each([
  ['192.0.2.7', '192.0.2.7', 'an IPv4 address is one caller'],
  ['::ffff:192.0.2.7', '192.0.2.7', 'the same over a socket that speaks both'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64', 'one network'],
  ['2001:0DB8::0001:ffff:0:0:9', '2001:db8:0:1::/64', 'the same network, written otherwise'],
  ['2001:db8::1', '2001:db8:0:0::/64', 'zeros left out'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'on this link'],
  ['::1', '0:0:0:0::/64', 'this machine'],
  ['', '', 'nothing is known'],
])('%j counts as %j: %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
