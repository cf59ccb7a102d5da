/** What the reminders' figures are called. */
export const messageFigure = {
  plan: 'reminders: written down',
  alone: 'reminders: brought, nobody books',
  beside: 'reminders: brought, 1000 connections book',
  cpu: 'reminders: processor time of the app for each',
  undisturbed: 'bookings without reminders, 1000 connections',
  disturbed: 'bookings beside reminders, 1000 connections',
} as const
