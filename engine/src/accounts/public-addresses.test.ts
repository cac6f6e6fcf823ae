import { expect, test } from 'vitest'
import { isDocumentAddress } from './client-documents.ts'
import { isPublicAddress } from './public-addresses.ts'

test.each([
  ['1.1.1.1', true],
  ['172.15.255.255', true],
  ['172.16.0.1', false],
  ['127.0.0.1', false],
  ['127.8.8.8', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['192.168.1.1', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['2606:4700::1111', true],
  ['::1', false],
  ['::', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:1.1.1.1', false],
  ['64:ff9b::7f00:1', false],
  ['fe80::1', false],
  ['fc00::1', false],
  ['ff02::1', false],
  ['2001:db8::1', false],
  ['2001::1', false],
  ['2002:7f00:1::', false],
  ['localhost', false],
  ['', false],
])('whether %s is on the public network is %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic)
})

test.each([
  ['https://assistant.example/client.json', true],
  ['https://assistant.example/client.json?version=2', true],
  ['http://assistant.example/client.json', false],
  ['https://assistant.example/', false],
  ['https://assistant.example', false],
  ['https://assistant.example/client.json#part', false],
  ['https://assistant.example/client.json#', false],
  ['https://user@assistant.example/client.json', false],
  ['https://assistant.example:8443/client.json', false],
  ['https://assistant.example/a/../client.json', false],
  ['https://ASSISTANT.example/client.json', false],
  ['https://assistant.example./client.json', false],
  ['https://localhost/client.json', false],
  ['https://127.0.0.1/client.json', false],
  ['https://0x7f.1/client.json', false],
  ['https://[::1]/client.json', false],
  [`https://assistant.example/${'a'.repeat(500)}`, false],
  ['KrClJErlSAYngdlWpXYADiGpsMmufubB', false],
])('whether an application may be known by the document at %s is %s', (clientId, isOne) => {
  expect(isDocumentAddress(clientId)).toBe(isOne)
})
