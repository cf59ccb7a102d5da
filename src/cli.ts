import { UsageError } from './cli/arguments.ts'
import { verbs } from './cli/verbs.ts'
import type { Terminal, Verb } from './cli/verbs.ts'
import { loadConfig, processEnvironment } from './platform/config.ts'
import { createLog } from './platform/log.ts'
import { OperatorError } from './platform/operator-error.ts'

/** Exit codes: all is well; it failed or found something wrong; the command was not understood. */
const [OK, FAILED, MISUSED] = [0, 1, 2] as const

// `giliran ... | head` closes the pipe: what is said after that is for nobody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await main(process.argv.slice(2))

async function main(words: string[]): Promise<number> {
  const [first] = words
  if (!first || first === 'help' || first === '--help' || first === '-h') {
    console.log(help(first ? words[1] : undefined))
    return first ? OK : MISUSED
  }
  const verb = findVerb(words)
  if (!verb) {
    console.error(`giliran: there is no "${first}"; \`giliran help\` lists what there is`)
    return MISUSED
  }
  const args = words.slice(verb.name.split(' ').length)
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help(verb.name))
    return OK
  }
  return runVerb(verb, args)
}

async function runVerb(verb: Verb, args: string[]): Promise<number> {
  try {
    return (await verb.run(args, openTerminal())) ?? OK
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`giliran ${verb.name}: ${error.message}\nUsage: ${usageOf(verb)}`)
      return MISUSED
    }
    if (error instanceof OperatorError) {
      console.error(`giliran ${verb.name}: ${error.message}`)
      return FAILED
    }
    throw error
  }
}

function openTerminal(): Terminal {
  const config = loadConfig(processEnvironment())
  return { config, log: createLog(config.logLevel), say: (line) => console.log(line) }
}

function findVerb(words: string[]): Verb | undefined {
  return verbs.find(({ name }) => name.split(' ').every((word, index) => words[index] === word))
}

function usageOf({ name, usage }: Verb): string {
  return `giliran ${name} ${usage}`.trimEnd()
}

function help(about: string | undefined): string {
  const chosen = verbs.filter(({ name }) => about === undefined || name === about || name.startsWith(`${about} `))
  const shown = chosen.length > 0 ? chosen : verbs
  const lines = shown.map((verb) => `  ${usageOf(verb).padEnd(44)} ${verb.summary}`)
  return [
    'Usage: giliran VERB ...',
    '',
    ...lines,
    '',
    'Settings come from the environment; docs/operations.md lists them.',
  ].join('\n')
}
