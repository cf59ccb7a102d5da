/** What the reminders' figures are called. */
export const messageFigure = {
  plan: 'reminders: written down',
  beside: 'reminders: brought, 1000 connections book',
  undisturbed: 'bookings without reminders, 1000 connections',
  disturbed: 'bookings beside reminders, 1000 connections',
} as const
