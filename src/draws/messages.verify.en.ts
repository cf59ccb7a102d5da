import type { Words } from '../platform/i18n/catalogue.ts'
import type indonesian from './messages.verify.id.ts'

/** Checking a draw oneself; steps and findings are named as in verify.ts. */
const english: Words<typeof indonesian> = {
  title: 'Check this draw yourself',
  intro:
    'All of it is computed again on your own phone or computer from the public file of the draw: the order, who got ' +
    'which seat, and the signatures. The file is not sent anywhere.',
  of: 'Draw {draw}',
  noScript:
    'Scripts do not run in this browser. Download the file of the draw, and check it in one of the ways at the end of this page.',
  run: 'Compute it again now',
  running: 'Computing… {count} lines read',
  readLog: 'Read the whole public log too: {lines} lines, about {mb} MB',
  readLogHint: 'This shows whether another list was closed in secret for the same draw.',
  another: 'Or choose a file of a draw that you have kept',
  download: 'Download the file of the draw',
  rules: 'Rules of the draw',
  unreachable: 'The file of the draw cannot be fetched. Check the connection and try again.',
  isRight: 'This draw is right: computed again, it comes to the same.',
  isLimited: 'Computed again, it comes to the same. What is marked “in part” proves less than it should; it says why.',
  isWrong: 'This draw is NOT what computing it again comes to.',
  states: { right: 'the same', limited: 'in part', wrong: 'not the same' },
  keys: 'Use other keys',
  keysHint:
    'The keys below come from us. If in doubt, ask a witness for them and put them in here. Left empty, the keys that ' +
    'the file itself names are used, and the result says so.',
  logKey: "The public log's key",
  witnessKeys: "Witnesses' keys, one a line",
  badKey: 'A key as it is written is incomplete or wrong.',
  steps: {
    file: 'The file is whole',
    rules: 'The rules are those in force',
    leaf: 'List, seats and the round to come were fixed beforehand',
    log: 'That stands in the public log',
    witness: 'A witness saw it before the random number existed',
    once: 'Only one list was closed for this draw',
    list: 'The list of entries has not changed',
    beacon: 'The random number is real',
    seed: 'The seed follows from list and random number',
    order: 'The order follows from the seed',
    seats: 'Seats were given down the order, by wishes',
  },
  codes: {
    'file-read': '{entries} entries were read.',
    'file-broken': 'This is no file of a draw, or a part of it is missing: line {line}.',
    'file-void': 'This draw was not done; {draw} was done instead.',
    'rules-known': 'Rules of the draw, version 1.',
    'rules-unknown': 'The rules that this file names are not known here.',
    'leaf-same': 'What was fixed is what the file says.',
    'leaf-other': 'What was fixed is not what the file says: “{what}”.',
    'leaf-unreadable': 'What was fixed cannot be read.',
    'log-in': 'Line {index} of the public log {log}.',
    'log-in-own-key':
      'Line {index} of the public log {log}, by the key that this file itself names. Compare that key with what the ' +
      'office and its witnesses publish.',
    'log-not-in': 'The public log does not hold this at the line that is named.',
    'log-no-proof': 'There is no proof that this stands in the log.',
    'log-checkpoint': "The log's signed checkpoint is not valid, or another log's.",
    'key-unreadable': 'A key in this file is damaged or missing.',
    'witness-early': '{witness} saw it {seconds} seconds before the random number existed.',
    'witness-early-own-key':
      '{witness} saw it {seconds} seconds before the random number existed, by the key that this file itself names.',
    'witness-late': '{witness} saw it only {seconds} seconds before the random number existed; it takes 60.',
    'witness-none': 'No witness has signed.',
    'once-only': 'All {lines} lines of the public log were read: no other list was closed for this draw.',
    'once-unread':
      'The public log was not read through. Whoever reads all of it sees whether another list was closed in secret.',
    'once-early':
      'No other list was found, but no witness has yet seen the log from after the random number. Try again later.',
    'once-again':
      'Lists were closed {count} times, and the random number of round {round} was known before the last one: whoever ' +
      'did this could have known what the first one would give. The reason is on the page of the draw.',
    'once-beside':
      'Line {index} of the public log closes the list of another draw, {draw}, for the same days and sites. Look ' +
      'whether it has been published.',
    'once-other': 'Line {index} of the public log closes another list for this draw ({draw}), which this file does not name.',
    'once-chain': 'What this file says of the lists closed before it does not fit together: number {count}.',
    'once-log': 'The public log that was read is not the one that was signed.',
    'list-same': 'The fingerprint of the list is the same.',
    'list-order': 'Entry {entry} is out of place, or stands there twice.',
    'list-size': 'It was fixed with {told} entries, the file has {found}.',
    'list-root': 'An entry was altered: the fingerprint of the list is another.',
    'beacon-signed': 'Round {round} of {beacon}, its signature is valid.',
    'beacon-local':
      'Round {round} was made by this office itself, not by a public source of randomness. This is a demonstration and ' +
      'proves nothing.',
    'beacon-chain': 'What is said of the source of randomness does not fit its name.',
    'beacon-unknown': 'This source of randomness is not known.',
    'beacon-signature': 'The signature of round {round} is not valid.',
    'beacon-randomness': 'The random number is not that of round {round}.',
    'seed-same': 'The same.',
    'seed-other': 'The seed that is told is not the one computed.',
    'order-same': '{entries} entries in the same order.',
    'order-other': 'Entry {entry} is told to have place {told}; it is {found}.',
    'seats-same': '{seated} entries have a seat, all of them the same.',
    'seats-other': 'Entry {entry} is told to have got {told}; it is {found}.',
    'left-other': 'Of {slot} {told} seats are told to be left; it is {found}.',
    'not-drawn': 'Not drawn yet.',
  },
  odds: 'Odds by number of people',
  oddsRow: '{people} people: {seated} of {entries} got seats ({percent}%)',
  evenness: 'Is the order even?',
  evennessText:
    'Of each group it is counted how many stand in the first half of the order. p says how often chance alone makes a ' +
    'difference as large as this; below {suspicious, number, ::.000} it is suspicious.',
  groups: { day: 'day of entry', channel: 'way of entering', size: 'number of people' },
  evennessRow: 'By {group}: p = {p}',
  notEnough: 'By {group}: too few to test',
  elsewhere: 'Checking with another tool',
  elsewhereText:
    'The first command computes all of it. The second needs only Python and openssl, and anybody can read it; only the ' +
    'signature of the source of randomness it does not check. Both read the public log if they are told its address.',
}

export default english
