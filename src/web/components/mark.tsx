/** Four ovals and a diamond: three wait, one has the turn. `ground` says what it stands on. */
export function Mark({ ground = 'paper' }: { ground?: 'paper' | 'cloth' }) {
  return (
    <svg class={`mark ${ground}`} viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <ellipse cx="10.5" cy="10.5" rx="11.5" ry="6.6" transform="rotate(45 10.5 10.5)" />
      <ellipse cx="10.5" cy="29.5" rx="11.5" ry="6.6" transform="rotate(-45 10.5 29.5)" />
      <ellipse cx="29.5" cy="29.5" rx="11.5" ry="6.6" transform="rotate(45 29.5 29.5)" />
      <ellipse class="turn" cx="29.5" cy="10.5" rx="11.5" ry="6.6" transform="rotate(-45 29.5 10.5)" />
      <path d="M20 16.4 23.6 20 20 23.6 16.4 20z" />
    </svg>
  )
}

/** One row of kawung, the cloth's edge: once per screen, never as a background. */
export function KawungEdge() {
  return <div class="hem" aria-hidden="true" />
}
