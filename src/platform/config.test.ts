import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { join } from 'node:path'
import { loadConfig, projectRoot, settings } from './config.ts'
import { OperatorError } from './operator-error.ts'
import { formatVkey, vkeyOf } from './tlog/vkey.ts'

test('without settings it is a demonstration on the embedded database', () => {
  const config = loadConfig({})
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 3000)
  assert.equal(config.dataDir, join(projectRoot, 'data'))
  assert.equal(config.dataDirChosen, false)
  assert.equal(config.demo, true)
  assert.equal(config.trustProxy, false)
})

test('a given database is no demonstration unless it is asked to be', () => {
  const DATABASE_URL = 'postgresql://me@db/giliran'
  assert.equal(loadConfig({ DATABASE_URL }).demo, false)
  assert.equal(loadConfig({ DATABASE_URL, GILIRAN_DEMO: 'on' }).demo, true)
  assert.equal(loadConfig({ GILIRAN_DEMO: 'off' }).demo, false)
})

test('an empty setting counts as not set', () => {
  assert.deepEqual(loadConfig(Object.fromEntries(Object.keys(settings).map((name) => [name, ' ']))), loadConfig({}))
})

const whatsapp = {
  WHATSAPP_TOKEN: 'EAAJB0123456789abcdef',
  WHATSAPP_SENDER: '106540352242922',
  WHATSAPP_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WHATSAPP_VERIFY_TOKEN: 'sebuah-kata-pilihan',
}
const sms = {
  SMS_URL: 'https://sms.example/v1',
  SMS_TOKEN: 'token-gerbang',
  SMS_SENDER: 'IMIGRASI',
  SMS_WEBHOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
}

/** What a setting does not stand without. */
const beside = (name: string): Record<string, string> =>
  name.startsWith('WHATSAPP_') ? whatsapp : name.startsWith('SMS_') ? sms : {}

const rightAndWrong: Record<keyof typeof settings, [right: string[], wrong: string[]]> = {
  HOST: [['0.0.0.0', '::1', 'db-1.example'], ['a b', 'http://x']],
  PORT: [['0', '80', '65535'], ['65536', '-1', '1.5', '0x10', '08', 'http']],
  GILIRAN_DATA_DIR: [['/srv/giliran'], []],
  DATABASE_URL: [
    ['postgres://u:p@h:5432/d', 'postgresql:///d?host=/run'],
    ['mysql://h/d', 'h:5432', 'postgresql://'],
  ],
  MIGRATE_DATABASE_URL: [[], ['mysql://h/d', 'postgresql://owner@h/d']],
  DATABASE_CONNECTIONS: [['2', '500'], ['1', '501', 'many']],
  GILIRAN_DEMO: [['on', 'off'], ['yes', 'ON', '1']],
  SMTP_URL: [['smtp://localhost:25', 'smtps://u:p@h:465'], ['localhost', 'http://h']],
  MAIL_FROM: [['a@b.example', 'Kantor Imigrasi <antre@b.example>'], ['a', 'a@b\nBcc: c@d']],
  WHATSAPP_TOKEN: [[whatsapp.WHATSAPP_TOKEN], ['short', 'EAAJB0123456789 abcdef', 'EAAJB0123456789\nabcdef']],
  WHATSAPP_SENDER: [['106540352242922'], ['+62 812', 'kantor', '1']],
  WHATSAPP_APP_SECRET: [[whatsapp.WHATSAPP_APP_SECRET], ['short', '0123456789 abcdef0']],
  WHATSAPP_VERIFY_TOKEN: [[whatsapp.WHATSAPP_VERIFY_TOKEN], ['short', 'sebuah kata pilihan']],
  WHATSAPP_URL: [
    ['https://graph.facebook.com/v25.0', 'http://127.0.0.1:8080/v25.0/'],
    ['graph.facebook.com', 'ftp://h/v1', 'https://h/v1?a=b'],
  ],
  SMS_URL: [['https://sms.example/v1', 'http://127.0.0.1:1/'], ['sms.example', 'smpp://h', 'https://h/#a']],
  SMS_TOKEN: [[sms.SMS_TOKEN], ['short', 'token gerbang']],
  SMS_SENDER: [['IMIGRASI', '62811', '+6281234567'], ['KANTOR IMIGRASI', 'imi-grasi', '+62 811']],
  SMS_WEBHOOK_SECRET: [
    [sms.SMS_WEBHOOK_SECRET, `whsec_${'A'.repeat(42)}==`],
    ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_short', `whsec_${'!'.repeat(32)}`],
  ],
  GILIRAN_TEXTS: [['/etc/giliran/texts.yaml'], []],
  VAPID_PUBLIC_KEY: [[], ['x', `${'A'.repeat(86)}=`, 'A'.repeat(87)]],
  VAPID_PRIVATE_KEY: [[], ['x', 'A'.repeat(44), 'A'.repeat(43)]],
  VAPID_SUBJECT: [[], ['antre@example.go.id', 'http://example.go.id', 'mailto:antre', 'mailto:a@example.go.id']],
  DRAND_URLS: [
    ['local', 'https://api.drand.sh', 'http://127.0.0.1:1/,https://drand.example/relay'],
    ['api.drand.sh', 'local,https://api.drand.sh', 'https://a.example, https://b.example', 'https://a.example?x'],
  ],
  PUBLIC_URL: [
    ['https://antre.example', 'http://localhost:3000/'],
    ['antre.example', 'https://a.example/path', 'ftp://a'],
  ],
  GILIRAN_LOG_ORIGIN: [
    ['antre.example/log', 'antre.example:8443/log-2', 'antre.example'],
    ['https://antre.example/log', 'antre.example/', 'antre example', 'a+b/log'],
  ],
  GILIRAN_WITNESSES: [[], ['witness.example', 'witness.example+1a2b3c4d+BIE5', 'a b c', 'key ftp://h']],
  GILIRAN_KEYS: [['/etc/giliran/keys'], []],
  TRUST_PROXY: [['on', 'off', '1', '9'], ['0', '10', 'true', '10.0.0.0/8']],
  LOG_LEVEL: [['info', 'silent'], ['loud']],
  GILIRAN_WORK: [['off', 'auto', 'always'], ['on', '1']],
  GILIRAN_NETWORK_LIMIT: [['1', '5000'], ['0', '-1', 'none']],
  GILIRAN_KEEP_ENTRIES_DAYS: [['1', '9999'], ['0', '10000', 'ever']],
  GILIRAN_KEEP_REPORTS_DAYS: [['1', '9999'], ['0', '10000', 'ever']],
  GILIRAN_DEV: [['on', 'off'], ['true']],
}

for (const [name, [right, wrong]] of Object.entries(rightAndWrong)) {
  test(`${name} is checked`, () => {
    for (const value of right) assert.ok(loadConfig({ ...beside(name), [name]: value }), value)
    for (const value of wrong) {
      assert.throws(() => loadConfig({ ...beside(name), [name]: value }), (error: Error) => {
        assert.ok(error instanceof OperatorError)
        assert.match(error.message, new RegExp(`\\b${name} (must be|needs) `))
        return true
      }, value)
    }
  })
}

test('all wrong settings are named at once, none with its value', () => {
  const wrong = { PORT: 'hunter2', SMTP_URL: 'hunter2', GILIRAN_DEMO: 'hunter2' }
  assert.throws(() => loadConfig(wrong), (error: Error) => {
    for (const name of Object.keys(wrong)) assert.ok(error.message.includes(`${name} must be`))
    assert.ok(!error.message.includes('hunter2'))
    return true
  })
})

test('a channel is set up as a whole, or refused with what lacks', () => {
  assert.equal(loadConfig({}).whatsapp, undefined)
  assert.equal(loadConfig({}).sms, undefined)
  assert.deepEqual(loadConfig({ ...whatsapp, ...sms }).whatsapp, {
    url: 'https://graph.facebook.com/v25.0',
    token: whatsapp.WHATSAPP_TOKEN,
    sender: whatsapp.WHATSAPP_SENDER,
    appSecret: whatsapp.WHATSAPP_APP_SECRET,
    verifyToken: whatsapp.WHATSAPP_VERIFY_TOKEN,
  })
  assert.equal(loadConfig({ ...sms, SMS_URL: 'https://sms.example/' }).sms?.url, 'https://sms.example')
  for (const channel of [whatsapp, sms]) {
    for (const name of Object.keys(channel)) {
      assert.throws(() => loadConfig({ ...channel, [name]: '' }), new RegExp(`_\\w+ needs ${name} beside it$`))
    }
  }
  assert.throws(
    () => loadConfig({ WHATSAPP_URL: 'http://127.0.0.1:1' }),
    /WHATSAPP_URL needs WHATSAPP_TOKEN, WHATSAPP_SENDER, WHATSAPP_APP_SECRET, WHATSAPP_VERIFY_TOKEN beside it$/,
  )
})

test('what proxies to believe, and addresses without a slash at the end', () => {
  assert.equal(loadConfig({ TRUST_PROXY: 'on' }).trustProxy, true)
  assert.equal(loadConfig({ TRUST_PROXY: '2' }).trustProxy, 2)
  assert.equal(loadConfig({ PUBLIC_URL: 'https://antre.example/' }).publicUrl, 'https://antre.example')
  const relays = 'https://a.example/,https://b.example'
  assert.deepEqual(loadConfig({ DRAND_URLS: relays }).drandUrls, ['https://a.example', 'https://b.example'])
  assert.equal(loadConfig({ DRAND_URLS: 'local' }).drandUrls, undefined)
})

test('a demonstration draws without a network; nobody else without saying so', () => {
  assert.equal(loadConfig({}).drandUrls, undefined)
  assert.ok(loadConfig({ GILIRAN_DEMO: 'off' }).drandUrls?.includes('https://api.drand.sh'))
})

test('witnesses by key and address', () => {
  const key = 'witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU'
  const log = 'log.example/giliran-test+ba1b57d4+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c'
  const of = (text: string) => loadConfig({ GILIRAN_WITNESSES: text }).witnesses
  const two = of(`${key} https://w.example/ , ${key} http://127.0.0.1:3100/w`)
  assert.deepEqual(two.map(({ vkey, url }) => [vkey.name, url]), [
    ['witness.example/w1', 'https://w.example'],
    ['witness.example/w1', 'http://127.0.0.1:3100/w'],
  ])
  const mlDsa = vkeyOf({ name: 'pq.example', type: 6, publicKey: new Uint8Array(1312) })
  assert.equal(of(`${key} https://w.example, ${formatVkey(mlDsa)} https://pq.example`)[1]!.vkey.type, 6)
  assert.throws(() => of(`${formatVkey(mlDsa)} https://pq.example`), /one of them must have an Ed25519 key/)
  assert.deepEqual(of(''), [])
  assert.throws(() => of(key), /must be a key and an address/)
  assert.throws(() => of(`${key.replace('df', 'de')} https://w.example`), /GILIRAN_WITNESSES: the key's id/)
  assert.throws(() => of(`${log} https://w.example`), /the key of log\.example\/giliran-test is not a witness's/)
})

test('the manual lists the settings that there are', async () => {
  const manual = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8')
  const listed = [...manual.matchAll(/^\| ([A-Z_]+) \|/gm)].map(([, name]) => name)
  assert.deepEqual(new Set(listed), new Set(Object.keys(settings)))
  assert.equal(listed.length, Object.keys(settings).length)
})
