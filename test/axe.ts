import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** WCAG 2.2 AA and axe's own best practices: none may be hurt. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** All that a theme can hurt. They take longer than the rest together. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds in a page that runs scripts, "rule: elements". `only` colours: of a page that
 * was looked over in another theme.
 */
export async function violationsIn(page: Page, { only }: { only?: 'colours' } = {}): Promise<string[]> {
  // Without frames there is nothing to gather in a page of its own, which is what legacy mode leaves out.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  if (only) axe.withRules(OF_COLOURS)
  else axe.withTags(TAGS)
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`)
}
