import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { decryptFor, makePhone, readVapid } from '../../test/messages/push-service.ts'
import { encryptPush, isPushKeys, makeVapidKeys, openVapid, PUSH_BYTES_MAX, vapidHeader } from './push-crypto.ts'
import { isPushEndpoint, retryAfterOf, topicOf, ttlOf } from './push-rules.ts'
import { messageKinds } from './model.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')
const pairOf = (secret: string) => {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(bytes(secret))
  return pair
}

// RFC 8291, section 5 and appendix A.
const rfc = {
  plain: 'When I grow up, I want to be a watermelon',
  ours: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  theirs: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl' +
    '7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

test('the RFC’s own example comes out, and is read again', () => {
  const keys = { p256dh: rfc.p256dh, auth: rfc.auth }
  const made = encryptPush(Buffer.from(rfc.plain), { keys }, { salt: bytes(rfc.salt), pair: pairOf(rfc.ours) })
  assert.equal(made.toString('base64url'), rfc.body)
  const phone = { pair: pairOf(rfc.theirs), auth: bytes(rfc.auth) }
  assert.equal(decryptFor(phone, bytes(rfc.body)).toString(), rfc.plain)
})

test('whatever is encrypted is read by its phone and no other, and fits', () => {
  const [phone, other] = [makePhone('https://a.example'), makePhone('https://b.example')]
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: PUSH_BYTES_MAX, size: 'max' }), (some) => {
      const body = encryptPush(Buffer.from(some), phone.subscription)
      assert.ok(body.length <= 4096)
      assert.deepEqual(decryptFor(phone, body), Buffer.from(some))
      assert.throws(() => decryptFor(other, body))
    }),
    { numRuns: 30 },
  )
  assert.equal(encryptPush(Buffer.alloc(PUSH_BYTES_MAX), phone.subscription).length, 4096)
})

test('keys that nothing can be encrypted for are known as such', () => {
  const { keys } = makePhone('https://a.example').subscription
  assert.ok(isPushKeys(keys))
  const offCurve = Buffer.concat([Buffer.from([4]), randomBytes(64)]).toString('base64url')
  const points = ['', 'x', `${keys.p256dh}A`, keys.p256dh.slice(0, -1), `${keys.p256dh.slice(0, -1)}=`, offCurve]
  for (const p256dh of points) assert.ok(!isPushKeys({ ...keys, p256dh }), p256dh)
  for (const auth of ['', 'AAAA', `${keys.auth}A`, '!'.repeat(22)]) assert.ok(!isPushKeys({ ...keys, auth }), auth)
})

test('the sender is who holds the private key, for one service and not for ever', () => {
  const made = makeVapidKeys()
  const vapid = openVapid({ ...made, subject: 'mailto:antre@example.go.id' })
  assert.ok(vapid)
  const now = Temporal.Instant.from('2026-11-26T01:00:00Z')
  const { aud, exp, sub, key } = readVapid(vapidHeader(vapid, 'https://fcm.googleapis.com/fcm/send/x?y', now))
  assert.deepEqual([aud, sub, key], ['https://fcm.googleapis.com', 'mailto:antre@example.go.id', made.publicKey])
  const hours = (exp - now.epochMilliseconds / 1000) / 3600
  assert.ok(hours > 0 && hours <= 24, `${hours} hours`)
  const other = makeVapidKeys()
  assert.equal(openVapid({ ...made, privateKey: other.privateKey, subject: 'mailto:a@b.id' }), undefined)
  assert.equal(openVapid({ ...made, privateKey: 'A'.repeat(43), subject: 'mailto:a@b.id' }), undefined)
  const stranger = openVapid({ ...other, subject: 'mailto:a@b.id' })!
  const forged = vapidHeader({ ...stranger, publicKey: made.publicKey }, 'https://fcm.googleapis.com/x', now)
  assert.throws(() => readVapid(forged), /signed by somebody else/)
})

test('only push services that browsers use are called', () => {
  const right = [
    'https://fcm.googleapis.com/fcm/send/abc:APA91b', 'https://updates.push.services.mozilla.com/wpush/v2/gAAAA',
    'https://web.push.apple.com/QGu', 'https://wns2-sg2p.notify.windows.com/w/?token=BQY%3d',
    // By the rules that fetch reads addresses by, the host ends at the backslash.
    'https://fcm.googleapis.com\\@10.0.0.1/',
  ]
  for (const one of right) assert.ok(isPushEndpoint(one), one)
  const wrong = [
    '', 'x', 'http://fcm.googleapis.com/x', 'https://fcm.googleapis.com:8443/x', 'https://a:b@fcm.googleapis.com/x',
    'https://fcm.googleapis.com@10.0.0.1/x', 'https://127.0.0.1/x', 'https://[::1]/x', 'https://localhost/x',
    'https://169.254.169.254/latest/meta-data', 'https://2130706433/', 'https://fcm.googleapis.com.example.com/x',
    'https://evilpush.apple.com.id/x', 'https://notify.windows.com.evil.id/x', 'https://xfcm.googleapis.com/x',
    'https://push.apple.com/x', 'file:///etc/passwd', 'data:text/plain,x', 'https://fcm。googleapis。com.evil.id/',
    `https://fcm.googleapis.com/${'x'.repeat(1000)}`,
  ]
  for (const one of wrong) assert.ok(!isPushEndpoint(one), one)
  const host = fc.oneof(fc.ipV4(), fc.ipV6().map((one) => `[${one}]`), fc.domain())
  fc.assert(fc.property(host, (one) => assert.ok(!isPushEndpoint(`https://${one}/x`))))
})

test('a topic is as the RFC wants it and the same at every try; all that is said ends some day', () => {
  fc.assert(fc.property(fc.uuid(), (id) => assert.match(topicOf(id), /^[\w-]{32}$/)))
  const id = '01990000-0000-7000-8000-000000000000'
  assert.equal(topicOf(id), topicOf(id))
  for (const kind of messageKinds) assert.ok(ttlOf(kind) >= 600 && ttlOf(kind) <= 86_400)
})

test('Retry-After is read in both of its forms, and nonsense is none', () => {
  const now = Temporal.Instant.from('2026-11-26T01:00:00Z')
  const cases: [string | null, number | undefined][] = [
    [null, undefined], ['120', 120_000], ['0', 0], ['Thu, 26 Nov 2026 01:01:00 GMT', 60_000],
    ['Thu, 26 Nov 2020 01:01:00 GMT', 0], ['soon', undefined], ['-5x', undefined], ['999999', 86_400_000],
  ]
  for (const [header, ms] of cases) assert.equal(retryAfterOf(header, now), ms, String(header))
})
