import assert from 'node:assert/strict'
import { cpSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { createLog } from '../log.ts'
import { OperatorError } from '../operator-error.ts'
import { findBinaries, packageRoot } from './embedded/binaries.ts'
import { ownUid, unprivilegedUser } from './embedded/run-as.ts'
import { SYSTEM_FOLDER, settlePlace } from './embedded/place.ts'
import { startEmbedded } from './embedded.ts'
import { temporaryFolder } from './test-server.ts'

const log = createLog('silent')
const isRoot = ownUid() === 0
const serverUser = isRoot ? unprivilegedUser() : undefined

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(temporaryFolder(), 'giliran-test-'))
  await chmod(path, 0o755)
  t.after(() => rm(path, { recursive: true, force: true }))
  return path
}

async function ask(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, string>>(sql)
    return Object.values(rows[0]!)[0]!
  } finally {
    await client.end()
  }
}

test('the database is durable, checks its pages and listens to nobody outside', async (t) => {
  const dataDir = await folder(t)
  const embedded = await startEmbedded({ dataDir, log })
  const settings = {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    data_checksums: 'on',
    server_encoding: 'UTF8',
    listen_addresses: '',
    log_min_error_statement: 'panic',
  }
  for (const [name, value] of Object.entries(settings)) {
    assert.equal(await ask(embedded.url, `show ${name}`), value, name)
  }
  assert.equal((await stat(join(dataDir, 'socket'))).mode & 0o777, 0o700)
  assert.equal((await stat(join(dataDir, 'postgres'))).mode & 0o777, 0o700)
  assert.equal((await stat(join(dataDir, 'password'))).mode & 0o777, 0o600)
  await embedded.stop()
  assert.deepEqual(await readdir(join(dataDir, 'socket')), [])
})

test('where the path is too long for a socket, loopback asks for the random password', async (t) => {
  const dataDir = join(await folder(t), 'a'.repeat(100))
  const embedded = await startEmbedded({ dataDir, log })
  const url = new URL(embedded.url)
  assert.equal(url.hostname, '127.0.0.1')
  assert.equal(url.password, (await readFile(join(dataDir, 'password'), 'utf8')).trim())
  assert.equal(await ask(embedded.url, 'show listen_addresses'), '127.0.0.1')
  url.password = 'guessed'
  await assert.rejects(ask(url.href, 'select 1'), /password authentication failed/)
  await embedded.stop()
})

test('data of another major version is refused with the way out', async (t) => {
  const dataDir = await folder(t)
  await (await startEmbedded({ dataDir, log })).stop()
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '13\n')
  await assert.rejects(startEmbedded({ dataDir, log }), (error: Error) => {
    assert.ok(error instanceof OperatorError)
    assert.match(error.message, /made by PostgreSQL 13.*giliran backup FILE.*giliran restore FILE/)
    return true
  })
  // The refusal lets go of the folder.
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), `${findBinaries(serverUser).major}\n`)
  await (await startEmbedded({ dataDir, log })).stop()
})

test('a first start that was cut off is begun again', async (t) => {
  const dataDir = await folder(t)
  await mkdir(join(dataDir, 'postgres.new'))
  await writeFile(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n')
  const embedded = await startEmbedded({ dataDir, log })
  assert.equal(await ask(embedded.url, 'select 1::text'), '1')
  await embedded.stop()
})

test('links that an npm without install scripts left out are made', async (t) => {
  const root = await folder(t)
  cpSync(packageRoot(), root, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[]
  await Promise.all(links.map(({ target }) => unlink(join(root, target))))
  assert.equal(findBinaries(undefined, root).bin, join(root, 'native', 'bin'))
})

test('a folder that cannot be made is named', async (t) => {
  const file = join(await folder(t), 'file')
  await writeFile(file, '')
  const folders = [join(file, 'data'), file]
  if (process.platform === 'linux') folders.push('/proc/giliran/data')
  for (const dataDir of folders) {
    assert.throws(() => settlePlace({ dataDir, chosen: true }, assert.fail), OperatorError, dataDir)
  }
})

// These are about root alone; run by an ordinary user they have nothing to try.
if (isRoot) {
  test('as root the server runs as an ordinary user and owns only its own files', async (t) => {
    const dataDir = await folder(t)
    const embedded = await startEmbedded({ dataDir, log })
    const { uid } = serverUser!
    assert.equal((await stat(dataDir)).uid, 0)
    assert.equal((await stat(join(dataDir, 'postgres'))).uid, uid)
    await embedded.stop()
  })

  test('data that root copied back is given to the server again', async (t) => {
    const dataDir = await folder(t)
    await (await startEmbedded({ dataDir, log })).stop()
    const copy = await folder(t)
    cpSync(dataDir, copy, { recursive: true })
    assert.equal((await stat(join(copy, 'postgres'))).uid, 0)
    const embedded = await startEmbedded({ dataDir: copy, log })
    await embedded.stop()
  })

  test('a chosen folder that the server cannot enter is an error, the default one moves', async (t) => {
    const closed = await folder(t)
    await chmod(closed, 0o700)
    await writeFile(join(closed, 'something else'), '')
    const dataDir = join(closed, 'data')
    assert.throws(() => settlePlace({ dataDir, chosen: true }, assert.fail), /GILIRAN_DATA_DIR=.* cannot be entered by/)
    const said: string[] = []
    const place = settlePlace({ dataDir, chosen: false }, (line) => said.push(line))
    t.after(() => rm(place.dataDir, { recursive: true }))
    assert.ok(place.dataDir.startsWith(`${SYSTEM_FOLDER}/`))
    assert.equal(said.length, 1)
    const again = settlePlace({ dataDir, chosen: false }, (line) => said.push(line))
    assert.equal(again.dataDir, place.dataDir)
  })

  test('binaries that the server cannot reach are copied once to where it can', async (t) => {
    const closed = await folder(t)
    await chmod(closed, 0o700)
    cpSync(packageRoot(), closed, { recursive: true, verbatimSymlinks: true })
    await writeFile(join(closed, 'package.json'), '{"version":"0.0.0-test"}')
    const user = serverUser!
    const target = join(SYSTEM_FOLDER, 'postgresql-0.0.0-test')
    t.after(() => rm(target, { recursive: true, force: true }))
    assert.equal(findBinaries(user, closed).bin, join(target, 'bin'))
    const { mtimeMs } = await stat(target)
    assert.equal(findBinaries(user, closed).bin, join(target, 'bin'))
    assert.equal((await stat(target)).mtimeMs, mtimeMs)
  })
}
