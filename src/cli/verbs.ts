import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'

/** What a verb is given, so that tests can give it something else. */
export interface Terminal {
  config: Config
  log: Log
  /** One line for the user. */
  say(line: string): void
}

export interface Verb {
  /** One or two words: 'backup', 'office apply'. */
  name: string
  /** What follows the name, as help shows it. */
  usage: string
  /** One line for help. */
  summary: string
  /**
   * Does it; the result is the exit code (0 by default; 1: it found something wrong).
   * Throws UsageError for wrong arguments, OperatorError for what the user must see to.
   */
  run(args: string[], terminal: Terminal): Promise<number | void>
}

/** The verbs in the order in which help shows them. Each loads its part only when it is called. */
export const verbs: readonly Verb[] = [
  {
    name: 'start',
    usage: '',
    summary: 'run the app',
    run: async (args, terminal) => (await import('./start.ts')).run(args, terminal),
  },
  {
    name: 'migrate',
    usage: '',
    summary: 'bring the database to the tables of this version',
    run: async (args, terminal) => (await import('./migrate.ts')).run(args, terminal),
  },
  {
    name: 'check',
    usage: '[--checkpoint FILE|URL [--witness VKEY]...]',
    summary: 'recount every promise and name each difference; the ledger also against a checkpoint kept elsewhere',
    run: async (args, terminal) => (await import('./check.ts')).run(args, terminal),
  },
  {
    name: 'office apply',
    usage: 'FILE [--dry-run]',
    summary: 'put an office as its file says, and list what that does',
    run: async (args, terminal) => (await import('./office-apply.ts')).run(args, terminal),
  },
  {
    name: 'book',
    usage: 'FILE',
    summary: 'book for somebody at the desk (- reads standard input)',
    run: async (args, terminal) => (await import('./book.ts')).run(args, terminal),
  },
  {
    name: 'claim release',
    usage: '',
    summary: 'let a NIK go after seeing the card',
    run: async (args, terminal) => (await import('./claim-release.ts')).run(args, terminal),
  },
  {
    name: 'sample',
    usage: '--office ID --month YYYY-MM --count N --round R',
    summary: 'open turns of a month that a round of the beacon picks, for an auditor',
    run: async (args, terminal) => (await import('./sample.ts')).run(args, terminal),
  },
  {
    name: 'staff add',
    usage: '--name NAME --display "NAME" --role ROLE [--office ID]...',
    summary: 'make an account and print its one-time password',
    run: async (args, terminal) => (await import('./staff.ts')).add(args, terminal),
  },
  {
    name: 'staff list',
    usage: '',
    summary: 'list the accounts with role and offices',
    run: async (args, terminal) => (await import('./staff.ts')).list(args, terminal),
  },
  {
    name: 'staff reset',
    usage: 'NAME',
    summary: 'a new one-time password; codes are enrolled anew',
    run: async (args, terminal) => (await import('./staff.ts')).reset(args, terminal),
  },
  {
    name: 'staff close',
    usage: 'NAME',
    summary: 'close an account and end its sessions',
    run: async (args, terminal) => (await import('./staff.ts')).close(args, terminal),
  },
  {
    name: 'verify-draw',
    usage: 'FILE|URL [--log-at URL] [--log KEY] [--witness KEY]... [--chain HASH]...',
    summary: 'compute a draw again from its public file',
    run: async (args, terminal) => (await import('./verify-draw.ts')).run(args, terminal),
  },
  {
    name: 'vapid',
    usage: '',
    summary: 'make the keys that web push is sent with',
    run: async (args, terminal) => (await import('./vapid.ts')).run(args, terminal),
  },
  {
    name: 'keygen',
    usage: 'FILE',
    summary: 'make a file of keys',
    run: async (args, terminal) => (await import('./keygen.ts')).run(args, terminal),
  },
  {
    name: 'witness keygen',
    usage: 'FILE --name NAME',
    summary: "make a witness's key; the name is like witness.kampus.example",
    run: async (args, terminal) => (await import('./witness.ts')).keygen(args, terminal),
  },
  {
    name: 'witness',
    usage: '--key FILE --logs FILE --state FOLDER [--listen HOST:PORT]',
    summary: 'watch over logs as a witness, for a university or an NGO',
    run: async (args, terminal) => (await import('./witness.ts')).run(args, terminal),
  },
  {
    name: 'verify-receipt',
    usage: 'FILE --log KEY [--witness KEY]...',
    summary: 'verify a receipt without asking anybody (- reads standard input)',
    run: async (args, terminal) => (await import('./verify-receipt.ts')).run(args, terminal),
  },
  {
    name: 'backup',
    usage: 'FILE',
    summary: 'write one consistent copy of all data into a new file',
    run: async (args, terminal) => (await import('./backup.ts')).run(args, terminal),
  },
  {
    name: 'restore',
    usage: 'FILE',
    summary: 'bring the data of a backup into a new database',
    run: async (args, terminal) => (await import('./restore.ts')).run(args, terminal),
  },
  {
    name: 'simulate brokers',
    usage: '[--seats N] [--seekers N] [--plot FILE] [--json] ...',
    summary: 'play brokers against the rules, with each of the four on and off',
    run: async (args, terminal) => (await import('./simulate.ts')).brokers(args, terminal),
  },
]
