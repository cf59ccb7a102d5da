import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { logLevels } from './log.ts'
import type { LogLevel } from './log.ts'
import { OperatorError } from './operator-error.ts'
import { parseVkey, signatureTypes, type Vkey } from './tlog/vkey.ts'

/** Everything that can be set from outside, checked. */
export interface Config {
  host: string
  port: number
  dataDir: string
  /** False: the default folder, which may move; see settlePlace. */
  dataDirChosen: boolean
  /** undefined: the embedded database. */
  databaseUrl: string | undefined
  /** The owner's URL, for migrations; undefined: the app's own. */
  migrateDatabaseUrl: string | undefined
  /** Most connections of this process to the database. */
  databaseConnections: number
  demo: boolean
  smtpUrl: string | undefined
  mailFrom: string
  /** undefined: no such channel. */
  whatsapp: WhatsappConfig | undefined
  sms: SmsConfig | undefined
  /** Path of a file of texts that stand over ours; see src/notify/texts.ts. */
  textsFile: string | undefined
  /** Who sends web push (RFC 8292): keys in base64url; undefined: nobody does. */
  vapid: { publicKey: string; privateKey: string; subject: string } | undefined
  /** Relays of the drand beacon, without a slash at the end; undefined: a local beacon, which proves nothing. */
  drandUrls: string[] | undefined
  /** Without a slash at the end; undefined: as the request says. */
  publicUrl: string | undefined
  /** What the ledger is called to witnesses, from its first start on; undefined: by publicUrl. */
  logOrigin: string | undefined
  /** Who is asked to cosign what the ledger signs; addresses without a slash at the end. */
  witnesses: { vkey: Vkey; url: string }[]
  /** Path of the file made by `giliran keygen`. */
  keysFile: string | undefined
  /** Whether X-Forwarded-For is believed, and of how many proxies. */
  trustProxy: boolean | number
  logLevel: LogLevel
  /** Bookings per network (/24, /64) and hour; a mobile operator puts hundreds behind one address. */
  networkBookingsPerHourMax: number
  /** When a booking from home costs some work of the device. */
  work: 'off' | 'auto' | 'always'
  /** How long personal data is kept: of entries that became no turn, after their draw's days; of reports of brokers. */
  keep: { entriesDays: number; reportsDays: number }
  /** Shows /_gallery. */
  development: boolean
}

/** The WhatsApp Cloud API. */
export interface WhatsappConfig {
  /** With the version, without a slash at the end. */
  url: string
  token: string
  /** The id of a phone number; an office may name its own. */
  sender: string
  /** Signs what is told to us. */
  appSecret: string
  /** Shown once, when the webhook is set up. */
  verifyToken: string
}

/** A gateway for SMS, by the contract of docs/messages.md. */
export interface SmsConfig {
  /** Without a slash at the end. */
  url: string
  token: string
  /** Up to 11 letters and digits, or a number; an office may name its own. */
  sender: string
  /** As Standard Webhooks writes it: whsec_ and base64. */
  webhookSecret: string
}

type Environment = Readonly<Record<string, string | undefined>>

interface Setting {
  schema: TSchema
  /** Completes "NAME must be ...". */
  expected: string
}

function setting<T extends TSchema>(schema: T, expected: string): Setting & { schema: T } {
  return { schema, expected }
}

const POSTGRES_URL = '^postgres(ql)?://[^\\s]+$'
const HTTP_URL = '^https?://[^\\s?#]+$'
const DAYS = '^[1-9][0-9]{0,3}$'
const WHOLE_NUMBER = '^(0|[1-9][0-9]{0,6})$'

/** What can stand in a header. */
const secretOf = (lengthMin: number): Type.TString =>
  Type.String({ pattern: `^[\\x21-\\x7e]{${lengthMin},2000}$` })

/** The settings as they stand in the environment; docs/operations.md lists the same. */
export const settings = {
  HOST: setting(Type.String({ pattern: '^[A-Za-z0-9.:_-]+$' }), 'a host name or address, such as 127.0.0.1'),
  PORT: setting(Type.String({ pattern: WHOLE_NUMBER }), 'a port, 1 to 65535 (0: any free one)'),
  GILIRAN_DATA_DIR: setting(Type.String({ minLength: 1 }), 'the path of a folder'),
  DATABASE_URL: setting(Type.String({ pattern: POSTGRES_URL }), 'like postgresql://user:password@host:5432/database'),
  MIGRATE_DATABASE_URL: setting(
    Type.String({ pattern: POSTGRES_URL }),
    'like postgresql://owner:password@host:5432/database, the same database as DATABASE_URL',
  ),
  DATABASE_CONNECTIONS: setting(Type.String({ pattern: WHOLE_NUMBER }), 'a number from 2 to 500'),
  GILIRAN_DEMO: setting(Type.Enum(['on', 'off']), '"on" or "off"'),
  SMTP_URL: setting(Type.String({ pattern: '^smtps?://[^\\s]+$' }), 'like smtps://user:password@host:465'),
  MAIL_FROM: setting(
    Type.String({ pattern: '^[^\\r\\n]*[^\\s@<>]+@[^\\s@<>]+>?$' }),
    'a mail address, or Name <address>',
  ),
  WHATSAPP_TOKEN: setting(secretOf(20), 'an access token of the Cloud API'),
  WHATSAPP_SENDER: setting(Type.String({ pattern: '^\\d{5,20}$' }), 'the id of a phone number at the Cloud API'),
  WHATSAPP_APP_SECRET: setting(secretOf(16), 'the secret of your app at Meta, at least 16 signs'),
  WHATSAPP_VERIFY_TOKEN: setting(secretOf(16), 'a word of your own choice, at least 16 signs without spaces'),
  WHATSAPP_URL: setting(Type.String({ pattern: HTTP_URL }), 'like https://graph.facebook.com/v25.0'),
  SMS_URL: setting(Type.String({ pattern: HTTP_URL }), 'like https://sms.example/v1'),
  SMS_TOKEN: setting(secretOf(8), 'the token of the SMS gateway, at least 8 signs'),
  SMS_SENDER: setting(
    Type.String({ pattern: '^[A-Za-z0-9 ]{1,11}$|^\\+?\\d{3,15}$' }),
    'up to 11 letters and digits, or a number',
  ),
  SMS_WEBHOOK_SECRET: setting(
    Type.String({ pattern: '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$' }),
    'whsec_ and 24 to 64 bytes in base64',
  ),
  GILIRAN_TEXTS: setting(Type.String({ minLength: 1 }), 'the path of a file of texts (docs/messages.md)'),
  VAPID_PUBLIC_KEY: setting(Type.String({ pattern: '^[A-Za-z0-9_-]{87}$' }), 'a key made by `giliran vapid`'),
  VAPID_PRIVATE_KEY: setting(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), 'a key made by `giliran vapid`'),
  VAPID_SUBJECT: setting(
    Type.String({ pattern: '^(mailto:[^\\s@]+@[^\\s@]+|https://[^\\s]+)$' }),
    'where push services can write to: mailto:antre@example.go.id, or an https address',
  ),
  DRAND_URLS: setting(
    Type.String({ pattern: '^(local|https?://[^\\s?#,]+(,https?://[^\\s?#,]+)*)$' }),
    '"local", or addresses of drand relays with commas between, like https://api.drand.sh',
  ),
  PUBLIC_URL: setting(
    Type.String({ pattern: '^https?://[^/\\s?#]+/?$' }),
    'like https://giliran.example, without a path',
  ),
  GILIRAN_LOG_ORIGIN: setting(
    Type.String({ pattern: '^[A-Za-z0-9.-]+(:\\d+)?(/[A-Za-z0-9._-]+)*$', maxLength: 200 }),
    'like giliran.example/log: an address without its scheme',
  ),
  GILIRAN_WITNESSES: setting(
    Type.String({ pattern: '^[^\\s,]+ +https?://[^\\s,]+( *, *[^\\s,]+ +https?://[^\\s,]+)*$' }),
    'a key and an address for each witness, like witness.example+1a2b3c4d+BIE5... https://witness.example',
  ),
  GILIRAN_KEYS: setting(Type.String({ minLength: 1 }), 'the path of a file made by `giliran keygen`'),
  TRUST_PROXY: setting(Type.String({ pattern: '^(on|off|[1-9])$' }), '"on", "off" or the number of proxies, 1 to 9'),
  LOG_LEVEL: setting(Type.Enum([...logLevels]), `one of ${logLevels.join(', ')}`),
  GILIRAN_NETWORK_LIMIT: setting(Type.String({ pattern: '^[1-9][0-9]{0,6}$' }), 'a number from 1 to 9999999'),
  GILIRAN_WORK: setting(Type.Enum(['off', 'auto', 'always']), '"off", "auto" or "always"'),
  GILIRAN_KEEP_ENTRIES_DAYS: setting(Type.String({ pattern: DAYS }), 'a number of days from 1 to 9999'),
  GILIRAN_KEEP_REPORTS_DAYS: setting(Type.String({ pattern: DAYS }), 'a number of days from 1 to 9999'),
  GILIRAN_DEV: setting(Type.Enum(['on', 'off']), '"on" or "off"'),
} as const satisfies Record<string, Setting>

type SettingName = keyof typeof settings

/** Bounds that a pattern cannot say. */
const bounds: Partial<Record<SettingName, readonly [min: number, max: number]>> = {
  PORT: [0, 65_535],
  DATABASE_CONNECTIONS: [2, 500],
}

type Read = <N extends SettingName>(name: N) => Static<(typeof settings)[N]['schema']> | undefined

/** The folder of package.json. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** What node needs to run our sources: those of package.json and bin/giliran, wherever it is started. */
export const sourceFlags: readonly string[] = ['--import', new URL('loader.ts', import.meta.url).href]

/**
 * Reads the settings; an empty one counts as not set. Throws one OperatorError that names
 * every wrong setting with what it should be, never with its value, which may be a secret.
 */
export function loadConfig(environment: Environment): Config {
  const faults: string[] = []
  const read: Read = (name) => {
    const value = environment[name]?.trim()
    if (!value) return undefined
    if (isRight(name, value)) return value as Static<(typeof settings)[typeof name]['schema']>
    faults.push(`${name} must be ${settings[name].expected}`)
    return undefined
  }
  const trustProxy = read('TRUST_PROXY') ?? 'off'
  const databaseUrl = read('DATABASE_URL')
  const migrateDatabaseUrl = read('MIGRATE_DATABASE_URL')
  if (migrateDatabaseUrl && !environment.DATABASE_URL?.trim()) {
    faults.push('MIGRATE_DATABASE_URL needs DATABASE_URL beside it')
  }
  const dataDir = read('GILIRAN_DATA_DIR')
  const demo = (read('GILIRAN_DEMO') ?? (databaseUrl ? 'off' : 'on')) === 'on'
  const config: Config = {
    host: read('HOST') ?? '127.0.0.1',
    port: Number(read('PORT') ?? 3000),
    dataDir: resolve(dataDir ?? join(projectRoot, 'data')),
    dataDirChosen: dataDir !== undefined,
    databaseUrl,
    migrateDatabaseUrl,
    databaseConnections: Number(read('DATABASE_CONNECTIONS') ?? 12),
    demo,
    smtpUrl: read('SMTP_URL'),
    mailFrom: read('MAIL_FROM') ?? 'Giliran <giliran@localhost>',
    whatsapp: whatsappOf(environment, read, faults),
    sms: smsOf(environment, read, faults),
    textsFile: read('GILIRAN_TEXTS'),
    vapid: vapidOf(environment, read, faults),
    drandUrls: drandUrlsOf(read('DRAND_URLS'), demo),
    publicUrl: read('PUBLIC_URL')?.replace(/\/$/, ''),
    logOrigin: read('GILIRAN_LOG_ORIGIN'),
    witnesses: witnessesOf(read, faults),
    keysFile: read('GILIRAN_KEYS'),
    trustProxy: trustProxy === 'on' || (trustProxy !== 'off' && Number(trustProxy)),
    logLevel: read('LOG_LEVEL') ?? 'info',
    networkBookingsPerHourMax: Number(read('GILIRAN_NETWORK_LIMIT') ?? 5000),
    work: read('GILIRAN_WORK') ?? 'auto',
    keep: keepOf(read),
    development: read('GILIRAN_DEV') === 'on' || environment.NODE_ENV === 'development',
  }
  if (faults.length > 0) throw new OperatorError(`Wrong settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return config
}

const DRAND_URLS = ['https://api.drand.sh', 'https://api2.drand.sh', 'https://drand.cloudflare.com']

/** A demonstration runs without a network unless it is told of one. */
function drandUrlsOf(set: string | undefined, demo: boolean): Config['drandUrls'] {
  if (set === undefined) return demo ? undefined : DRAND_URLS
  return set === 'local' ? undefined : set.split(',').map((url) => url.replace(/\/$/, ''))
}

function keepOf(read: Read): Config['keep'] {
  const days = (name: SettingName, usual: number): number => Number(read(name) ?? usual)
  return {
    entriesDays: days('GILIRAN_KEEP_ENTRIES_DAYS', 90),
    reportsDays: days('GILIRAN_KEEP_REPORTS_DAYS', 730),
  }
}

function vapidOf(environment: Environment, read: Read, faults: string[]): Config['vapid'] {
  const needed = ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'] as const
  const [publicKey, privateKey, subject] = needed.map((name) => read(name))
  requireAll(environment, { needed }, faults)
  return publicKey && privateKey && subject ? { publicKey, privateKey, subject } : undefined
}

function witnessesOf(read: Read, faults: string[]): Config['witnesses'] {
  const listed = read('GILIRAN_WITNESSES')?.split(',') ?? []
  const witnesses = listed.flatMap((one) => {
    const [key, url] = one.trim().split(/ +/) as [string, string]
    try {
      const vkey = parseVkey(key)
      if (vkey.type !== signatureTypes.log) return [{ vkey, url: url.replace(/\/$/, '') }]
      faults.push(`GILIRAN_WITNESSES: the key of ${vkey.name} is not a witness's`)
    } catch (error) {
      faults.push(`GILIRAN_WITNESSES: ${(error as Error).message}`)
    }
    return []
  })
  if (witnesses.length > 0 && !witnesses.some(({ vkey }) => vkey.type === signatureTypes.witness)) {
    faults.push('GILIRAN_WITNESSES: one of them must have an Ed25519 key (type 4), which browsers verify too')
  }
  return witnesses
}

const WHATSAPP_URL = 'https://graph.facebook.com/v25.0'

function whatsappOf(environment: Environment, read: Read, faults: string[]): WhatsappConfig | undefined {
  const url = read('WHATSAPP_URL')
  const needed = ['WHATSAPP_TOKEN', 'WHATSAPP_SENDER', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN'] as const
  const values = needed.map((name) => read(name))
  const [token, sender, appSecret, verifyToken] = values
  requireAll(environment, { needed, more: ['WHATSAPP_URL'] }, faults)
  if (!token || !sender || !appSecret || !verifyToken) return undefined
  return { url: (url ?? WHATSAPP_URL).replace(/\/$/, ''), token, sender, appSecret, verifyToken }
}

function smsOf(environment: Environment, read: Read, faults: string[]): SmsConfig | undefined {
  const needed = ['SMS_URL', 'SMS_TOKEN', 'SMS_SENDER', 'SMS_WEBHOOK_SECRET'] as const
  const [url, token, sender, webhookSecret] = needed.map((name) => read(name))
  requireAll(environment, { needed }, faults)
  if (!url || !token || !sender || !webhookSecret) return undefined
  return { url: url.replace(/\/$/, ''), token, sender, webhookSecret }
}

/** A channel is set up as a whole or not at all. */
function requireAll(
  environment: Environment,
  { needed, more = [] }: { needed: readonly SettingName[]; more?: readonly SettingName[] },
  faults: string[],
): void {
  const isSet = (name: SettingName): boolean => Boolean(environment[name]?.trim())
  const first = [...needed, ...more].find(isSet)
  const lacking = needed.filter((name) => !isSet(name))
  if (first && lacking.length > 0) faults.push(`${first} needs ${lacking.join(', ')} beside it`)
}

/** The environment of this process: the only place that reads it. */
export function processEnvironment(): Environment {
  return process.env
}

/** The servers that the test runner has started, as `label=url` lines; see database/testing.ts. */
export function testServersFrom(environment: Environment): string | undefined {
  return environment.GILIRAN_TEST_SERVERS
}

function isRight(name: SettingName, value: string): boolean {
  if (!Value.Check(settings[name].schema, value)) return false
  const [min, max] = bounds[name] ?? [-Infinity, Infinity]
  return bounds[name] === undefined || (Number(value) >= min && Number(value) <= max)
}
