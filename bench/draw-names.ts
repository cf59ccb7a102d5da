/** What the draws' figures are called. */
export const drawFigure = {
  copy: 'draws: COPY of the entries',
  draw: 'draws: from rows to allocations committed',
  verify: 'draws: verifying the public files',
  memory: 'draws: peak memory of drawing',
} as const
