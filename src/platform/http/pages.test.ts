import assert from 'node:assert/strict'
import { request as nodeRequest } from 'node:http'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { inEachLanguage, networkOf, sendPage } from './index.ts'
import { serve, type Served } from './testing.ts'

const page = `<!doctype html><p>${'Senin, 30 November. '.repeat(200)}`
let served: Served
let changed = 0

before(async () => {
  served = await serve(
    (http) => {
      inEachLanguage((at) => {
        http.get(at('/find'), (request, reply) => sendPage(reply, `<p lang="${request.locale}">`))
        http.get(at('/live'), { config: { hasIslands: true } }, (_request, reply) => sendPage(reply, page))
        http.get(at('/long'), { config: { isShared: true } }, (_request, reply) => sendPage(reply, page))
        http.post(at('/find'), (_request, reply) => {
          changed += 1
          return reply.redirect('/t/key', 303)
        })
      })
      http.get('/api/v1/who', (request, reply) => reply.send({ network: networkOf(request), host: request.host }))
      http.post('/api/v1/change', (_request, reply) => {
        changed += 1
        return reply.send({})
      })
    },
    { trustProxy: 2, publicUrl: 'https://giliran.example' },
  )
})
after(() => served.close())

/** The answer as it comes over the wire: fetch unpacks by itself and hides what was packed. */
function ask(
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = nodeRequest({ host: '127.0.0.1', port: served.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('one page has an address in each language, with or without a slash at the end', async () => {
  assert.match(String((await ask('/find')).body), /lang="id"/)
  for (const path of ['/en/find', '/en/find/', '/en/find?x=1']) {
    assert.match(String((await ask(path)).body), /lang="en"/, path)
  }
})

test('pages run nothing, are framed nowhere and tell nobody their address', async () => {
  const { headers } = await ask('/find')
  assert.equal(
    headers['content-security-policy'],
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; " +
      "frame-ancestors 'none'; base-uri 'none'",
  )
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['referrer-policy'], 'no-referrer')
  assert.equal(headers['strict-transport-security'], 'max-age=31536000')
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(headers['set-cookie'], undefined)
  assert.equal((await ask('/long')).headers['cache-control'], 'no-cache')
})

test('long pages are packed as the caller takes it, short ones are not', async () => {
  const plain = await ask('/long')
  assert.equal(plain.headers.vary, 'accept-encoding')
  assert.equal(String(plain.body), page)
  const br = await ask('/long', { headers: { 'accept-encoding': 'gzip, br' } })
  assert.equal(br.headers['content-encoding'], 'br')
  assert.equal(br.headers['content-length'], String(br.body.length))
  assert.equal(brotliDecompressSync(br.body).toString(), page)
  const gzip = await ask('/long', { headers: { 'accept-encoding': 'gzip' } })
  assert.equal(gunzipSync(gzip.body).toString(), page)
  assert.equal((await ask('/find', { headers: { 'accept-encoding': 'br' } })).headers['content-encoding'], undefined)
  const head = await ask('/long', { method: 'HEAD', headers: { 'accept-encoding': 'br' } })
  assert.equal(head.headers['content-length'], String(page.length))
  assert.equal(head.body.length, 0)
})

type Sent = Record<string, string>
const form: Sent = { 'content-type': 'application/x-www-form-urlencoded' }

test('a form of our own page passes, one of another site changes nothing', async () => {
  const before = changed
  const ofOthers: Sent[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'https://www.giliran.example' },
    { origin: 'https://evil.example' },
  ]
  for (const headers of ofOthers) {
    const refused = await ask('/en/find', {
      method: 'POST',
      headers: { ...form, ...headers, accept: 'text/html' },
      body: 'a=1',
    })
    assert.equal(refused.status, 403)
    assert.match(String(refused.body), /Sent from another site/)
    const json = { ...headers, 'content-type': 'application/json' }
    const byApi = await ask('/api/v1/change', { method: 'POST', headers: json, body: '{}' })
    assert.equal(byApi.status, 403)
    assert.match(String(byApi.body), /\/problems\/other-origin/)
  }
  assert.equal(changed, before)
  const ofOurs: Sent[] = [
    {},
    { 'sec-fetch-site': 'same-origin' },
    { origin: 'null' },
    { origin: 'https://giliran.example' },
  ]
  for (const headers of ofOurs) {
    assert.equal((await ask('/find', { method: 'POST', headers: { ...form, ...headers }, body: 'a=1' })).status, 303)
  }
  assert.equal(changed, before + 4)
})

test('the network is that of the address which our outermost proxy saw', async () => {
  const networkBy = async (forwarded?: string): Promise<unknown> => {
    const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
    return (JSON.parse(String((await ask('/api/v1/who', { headers })).body)) as { network: string }).network
  }
  assert.equal(await networkBy(), '127.0.0.0/24')
  assert.equal(await networkBy('203.0.113.9, 10.0.0.5'), '203.0.113.0/24')
  // What stands before that is the caller's own word.
  assert.equal(await networkBy('198.51.100.1, 203.0.113.9, 10.0.0.5'), '203.0.113.0/24')
  assert.equal(await networkBy('nonsense, nonsense, nonsense'), 'unknown')
})

test('without proxies nobody can say from which network he comes', async () => {
  const alone = await serve((http) => {
    http.get('/api/v1/who', (request, reply) => reply.send({ network: networkOf(request), host: request.host }))
  })
  try {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-host': 'evil.example' }
    const answered = await fetch(`${alone.origin}/api/v1/who`, { headers })
    assert.deepEqual(await answered.json(), { network: '127.0.0.0/24', host: `127.0.0.1:${alone.port}` })
  } finally {
    await alone.close()
  }
})

test('a page may run scripts of this site only where it has islands', async () => {
  const policyOf = async (path: string) => String((await ask(path)).headers['content-security-policy'])
  assert.doesNotMatch(await policyOf('/find'), /script-src|connect-src/)
  const policy = await policyOf('/live')
  assert.match(policy, /default-src 'none'.*script-src 'self'; connect-src 'self'; media-src 'self'; worker-src 'self'/)
  assert.doesNotMatch(policy, /unsafe/)
})
