import { bookingExamples } from './bookings/pages/gallery.tsx'
import { officeExamples } from './offices/pages/gallery.tsx'
import { staffExamples } from './staff/pages/gallery.tsx'
import { type Example, GalleryPage, renderPage, type View, webExamples } from './web/index.ts'

/** Every component and page in its named states. */
export const examples: readonly Example[] = [...webExamples, ...officeExamples, ...staffExamples, ...bookingExamples]

/** /_gallery without a name, /_gallery/:example with one; undefined: no such example. */
export function gallery(view: View, name?: string): string | undefined {
  if (name === undefined) return renderPage(<GalleryPage view={view} examples={examples} />)
  const example = examples.find((one) => one.name === name)
  return example && renderPage(example.page(view))
}
