/** The figures of live screens, as the targets ask for them. */
export const liveFigure = {
  few: 'live screens, 100 of one hall',
  many: 'live screens, all connections',
  heap: 'live screens, heap of a connection',
  rss: 'live screens, RSS of a connection',
  notifies: 'live screens, NOTIFY for each change',
} as const
