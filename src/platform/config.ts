import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { logLevels } from './log.ts'
import type { LogLevel } from './log.ts'
import { OperatorError } from './operator-error.ts'

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
  /** Path of a file of texts that stand over ours; see src/notify/texts.ts. */
  textsFile: string | undefined
  /** Who sends web push (RFC 8292): keys in base64url; undefined: nobody does. */
  vapid: { publicKey: string; privateKey: string; subject: string } | undefined
  /** Without a slash at the end; undefined: as the request says. */
  publicUrl: string | undefined
  /** Path of the file made by `giliran keygen`. */
  keysFile: string | undefined
  /** Whether X-Forwarded-For is believed, and of how many proxies. */
  trustProxy: boolean | number
  logLevel: LogLevel
  /** Bookings per network (/24, /64) and hour; a mobile operator puts hundreds behind one address. */
  networkBookingsPerHourMax: number
  /** Shows /_gallery. */
  development: boolean
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
const WHOLE_NUMBER = '^(0|[1-9][0-9]{0,6})$'

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
  GILIRAN_TEXTS: setting(Type.String({ minLength: 1 }), 'the path of a file of texts (docs/messages.md)'),
  VAPID_PUBLIC_KEY: setting(Type.String({ pattern: '^[A-Za-z0-9_-]{87}$' }), 'a key made by `giliran vapid`'),
  VAPID_PRIVATE_KEY: setting(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), 'a key made by `giliran vapid`'),
  VAPID_SUBJECT: setting(
    Type.String({ pattern: '^(mailto:[^\\s@]+@[^\\s@]+|https://[^\\s]+)$' }),
    'where push services can write to: mailto:antre@example.go.id, or an https address',
  ),
  PUBLIC_URL: setting(
    Type.String({ pattern: '^https?://[^/\\s?#]+/?$' }),
    'like https://giliran.example, without a path',
  ),
  GILIRAN_KEYS: setting(Type.String({ minLength: 1 }), 'the path of a file made by `giliran keygen`'),
  TRUST_PROXY: setting(Type.String({ pattern: '^(on|off|[1-9])$' }), '"on", "off" or the number of proxies, 1 to 9'),
  LOG_LEVEL: setting(Type.Enum([...logLevels]), `one of ${logLevels.join(', ')}`),
  GILIRAN_NETWORK_LIMIT: setting(Type.String({ pattern: '^[1-9][0-9]{0,6}$' }), 'a number from 1 to 9999999'),
  GILIRAN_DEV: setting(Type.Enum(['on', 'off']), '"on" or "off"'),
} as const satisfies Record<string, Setting>

type SettingName = keyof typeof settings

/** Bounds that a pattern cannot say. */
const bounds: Partial<Record<SettingName, readonly [min: number, max: number]>> = {
  PORT: [0, 65_535],
  DATABASE_CONNECTIONS: [2, 500],
}

/** The folder of package.json. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * Reads the settings; an empty one counts as not set. Throws one OperatorError that names
 * every wrong setting with what it should be, never with its value, which may be a secret.
 */
export function loadConfig(environment: Environment): Config {
  const faults: string[] = []
  const read = <N extends SettingName>(name: N): Static<(typeof settings)[N]['schema']> | undefined => {
    const value = environment[name]?.trim()
    if (!value) return undefined
    if (isRight(name, value)) return value as Static<(typeof settings)[N]['schema']>
    faults.push(`${name} must be ${settings[name].expected}`)
    return undefined
  }
  const trustProxy = read('TRUST_PROXY') ?? 'off'
  const databaseUrl = read('DATABASE_URL')
  const migrateDatabaseUrl = read('MIGRATE_DATABASE_URL')
  if (migrateDatabaseUrl && !environment.DATABASE_URL?.trim()) {
    faults.push('MIGRATE_DATABASE_URL needs DATABASE_URL beside it')
  }
  const vapid = vapidOf(
    { publicKey: read('VAPID_PUBLIC_KEY'), privateKey: read('VAPID_PRIVATE_KEY'), subject: read('VAPID_SUBJECT') },
    faults,
  )
  const dataDir = read('GILIRAN_DATA_DIR')
  const config: Config = {
    host: read('HOST') ?? '127.0.0.1',
    port: Number(read('PORT') ?? 3000),
    dataDir: resolve(dataDir ?? join(projectRoot, 'data')),
    dataDirChosen: dataDir !== undefined,
    databaseUrl,
    migrateDatabaseUrl,
    databaseConnections: Number(read('DATABASE_CONNECTIONS') ?? 12),
    demo: (read('GILIRAN_DEMO') ?? (databaseUrl ? 'off' : 'on')) === 'on',
    smtpUrl: read('SMTP_URL'),
    mailFrom: read('MAIL_FROM') ?? 'Giliran <giliran@localhost>',
    textsFile: read('GILIRAN_TEXTS'),
    vapid,
    publicUrl: read('PUBLIC_URL')?.replace(/\/$/, ''),
    keysFile: read('GILIRAN_KEYS'),
    trustProxy: trustProxy === 'on' || (trustProxy !== 'off' && Number(trustProxy)),
    logLevel: read('LOG_LEVEL') ?? 'info',
    networkBookingsPerHourMax: Number(read('GILIRAN_NETWORK_LIMIT') ?? 5000),
    development: read('GILIRAN_DEV') === 'on' || environment.NODE_ENV === 'development',
  }
  if (faults.length > 0) throw new OperatorError(`Wrong settings:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  return config
}

const VAPID_SETTINGS = {
  publicKey: 'VAPID_PUBLIC_KEY',
  privateKey: 'VAPID_PRIVATE_KEY',
  subject: 'VAPID_SUBJECT',
} as const satisfies Record<keyof NonNullable<Config['vapid']>, SettingName>

/** All three or none: one alone sends nothing. */
function vapidOf(
  { publicKey, privateKey, subject }: { [K in keyof typeof VAPID_SETTINGS]: string | undefined },
  faults: string[],
): Config['vapid'] {
  if (publicKey && privateKey && subject) return { publicKey, privateKey, subject }
  const given = { publicKey, privateKey, subject }
  const names = Object.keys(VAPID_SETTINGS) as (keyof typeof VAPID_SETTINGS)[]
  const lacking = names.filter((name) => !given[name]).map((name) => VAPID_SETTINGS[name])
  if (lacking.length < names.length && faults.length === 0) {
    const wanted = `needs ${lacking.join(' and ')} beside it`
    faults.push(...names.filter((name) => given[name]).map((name) => `${VAPID_SETTINGS[name]} ${wanted}`))
  }
  return undefined
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
