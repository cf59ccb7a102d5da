import type { Words } from '../../platform/i18n/catalogue.ts'
import type indonesian from './messages.brokers.id.ts'

const english: Words<typeof indonesian> = {
  title: 'Can brokers still profit?',
  lead: 'One day with {seats} seats and {seekers} people who want to come, played {runs} times on a computer. A broker tries every way to make a profit. Seats are given by the real rules of Giliran; the people and the money are made up.',
  finding: 'With all four rules a broker gets nothing. Switch off any one, and there is profit again.',
  findingElse: 'Who gets the seats, by the rules in force',
  rules: 'Four rules',
  rule: {
    draw: 'draw',
    onePerson: 'one person, one entry',
    bound: 'seats bound to a name',
    freedHeld: 'freed seats go to the next in order',
  },
  why: {
    draw: 'Being faster is of no use, not to a broker’s computer either.',
    onePerson: 'One NIK cannot be entered many times to win more often.',
    bound: 'Cards are compared at the counter. A seat in a made-up name is of no use to its buyer.',
    freedHeld: 'A freed seat is offered in the order that was drawn. So it cannot be given back and taken again in the buyer’s name.',
  },
  legend: {
    people: 'used by people who paid no broker',
    broker: 'used by people who paid a broker',
    empty: 'empty',
  },
  setting: {
    none: 'Without the four rules: first come, first served',
    all: 'All four rules',
    only: 'Only {rules}',
    but: 'All but {rules}',
    and: '{first} and {second}',
  },
  bar: 'Did not pay {people}, paid a broker {broker}, empty {empty}.',
  broker: 'The broker {does}. Profit: {profit}.',
  table: 'See as a table',
  column: {
    setting: 'Rules',
    people: 'Did not pay',
    broker: 'Through a broker',
    empty: 'Empty',
    profit: 'Broker’s profit',
  },
  strategy: {
    out: 'stays out',
    transfer: 'sells the seats that {count} made-up names hold',
    rebook: 'gives back the seats of {count} made-up names and takes them again at once in the buyer’s name',
    agent: 'books faster for its buyers',
    copies: 'enters every buyer {count} times',
    watch: 'grabs what people give back',
  },
  error: '± says: played again with other random numbers, it would differ by about so much.',
  ways: 'Other ways, with all four rules in force',
  way: {
    squatted: 'Leaked NIKs: people are entered before they come themselves, and the seat is sold to the owner of the name',
    priority: 'People who go first are hired to come along with a buyer',
    partner: 'A travel agency sells its places to others',
    officers: 'One counter in ten lets somebody else use a seat that is bound to a name',
  },
  guard: {
    squatted: 'An entry whose identity is proven takes the place of one that is not. The broker’s profit goes from {open} to {guarded}: what is left comes from those who do not come to prove theirs.',
    priority: 'Such a seat is for the person who goes first, and nobody else. The broker’s profit goes from {open} to {guarded}.',
    partner: 'The agency’s people are in the same draw as everybody. The broker’s profit goes from {open} to {guarded}.',
    officers: 'This is not prevented: the broker still makes {guarded}. But {empty} of the seats are seen to stay empty, and when {sample} winners are examined it is found out with a chance of {found}.',
  },
  loss: 'a loss of {amount}',
  limits: 'What this does not show',
  limit: {
    invented: 'The people and the money are made up. Only the rules are real. How often people look again, give a seat back or prove who they are is our guess.',
    worst: 'The broker here knows exactly what everybody would pay. A real one gets less than this.',
    helpers: 'Officers who help a broker are prevented by no rule. The public record and the examined sample show it afterwards.',
    help: 'People may still pay somebody to fill in a form for them. What cannot be bought is an earlier seat.',
  },
  again: 'Play it yourself, with the same result:',
}
export default english
