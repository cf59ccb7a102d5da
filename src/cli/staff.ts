import {
  addAccount,
  closeAccount,
  isUnfinished,
  listAccounts,
  type OneTimePassword,
  resetAccount,
  staffRoles,
} from '../staff/index.ts'
import { readArguments, UsageError } from './arguments.ts'
import type { Terminal } from './verbs.ts'
import { staffActor, withParts } from './with-parts.ts'

const accountOptions = {
  name: { type: 'string' },
  display: { type: 'string' },
  role: { type: 'string' },
  office: { type: 'string', multiple: true },
} as const

export async function add(args: string[], terminal: Terminal): Promise<void> {
  const { options } = readArguments(args, { places: [], options: accountOptions })
  const { name, display, role: asked, office: offices = [] } = options
  const role = staffRoles.find((one) => one === asked)
  if (name === undefined || display === undefined) throw new UsageError('--name and --display are needed')
  if (role === undefined) throw new UsageError(`--role must be one of ${staffRoles.join(', ')}`)
  await withParts(terminal, 'staff add', async ({ staff }) => {
    const request = { name, displayName: display, role, offices }
    sayPassword(terminal, await addAccount(staff.deps, request, staffActor()))
  })
}

export async function list(args: string[], terminal: Terminal): Promise<void> {
  readArguments(args, { places: [] })
  await withParts(terminal, 'staff list', async ({ database }) => {
    const accounts = await listAccounts(database.kysely)
    for (const account of accounts) {
      const { name, role, offices, closedAt, demonstration } = account
      const state = [
        closedAt && 'closed',
        demonstration && 'demonstration',
        !closedAt && isUnfinished(account) && 'first sign-in to come',
      ]
      const where = offices === 'all' ? 'all offices' : offices.join(', ')
      terminal.say([name.padEnd(30), role.padEnd(12), where, ...state.filter(Boolean)].join('  '))
    }
    if (accounts.length === 0) terminal.say('There are no accounts yet: `giliran staff add` makes one.')
  })
}

export async function reset(args: string[], terminal: Terminal): Promise<number> {
  const [name] = readArguments(args, { places: ['NAME'] }).places
  return withParts(terminal, 'staff reset', async ({ staff }) => {
    const made = await resetAccount(staff.deps, name, staffActor())
    if (made) sayPassword(terminal, made)
    else sayUnknown(terminal, name)
    return made ? 0 : 1
  })
}

export async function close(args: string[], terminal: Terminal): Promise<number> {
  const [name] = readArguments(args, { places: ['NAME'] }).places
  return withParts(terminal, 'staff close', async ({ staff }) => {
    const isClosed = await closeAccount(staff.deps, name, staffActor())
    if (isClosed) terminal.say(`${name} is closed: its sessions have ended, its name stays taken.`)
    else sayUnknown(terminal, name)
    return isClosed ? 0 : 1
  })
}

function sayPassword({ say, config }: Terminal, { name, password }: OneTimePassword): void {
  say(`${name}: one-time password ${password}`)
  say(`To be changed at the first sign-in, at ${config.publicUrl ?? ''}/staff/sign-in. It is not shown again.`)
}

function sayUnknown({ say }: Terminal, name: string): void {
  say(`There is no open account ${name}; \`giliran staff list\` names those there are.`)
}
