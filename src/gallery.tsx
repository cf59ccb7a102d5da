import { bookingExamples } from './bookings/pages/gallery.tsx'
import { offerExamples, offerScreens } from './draws/pages/offer-gallery.tsx'
import { drawExamples } from './draws/pages/gallery.tsx'
import { contactExamples } from './notify/pages/contact-gallery.tsx'
import { notifyExamples, notifyScreens } from './notify/pages/gallery.tsx'
import { officeExamples } from './offices/pages/gallery.tsx'
import { staffExamples } from './staff/pages/gallery.tsx'
import { surveyExamples } from './surveys/pages/gallery.tsx'
import { closingExamples } from './visits/pages/close-day-gallery.tsx'
import { doorExamples, doorScreens } from './visits/pages/door-gallery.tsx'
import { floorExamples } from './visits/pages/floor-gallery.tsx'
import { todayExamples } from './visits/pages/today-gallery.tsx'
import { type Example, GalleryPage, renderPage, type View, webExamples } from './web/index.ts'

/** Every component and public page in its named states. */
export const examples: readonly Example[] = [
  ...webExamples,
  ...officeExamples,
  ...staffExamples,
  ...bookingExamples,
  ...contactExamples,
  ...doorExamples,
  ...todayExamples,
  ...notifyExamples,
  ...surveyExamples,
  ...drawExamples,
  ...offerExamples,
]

/** The staff's screens in their states: they load a stylesheet and scripts of their own. */
export const screens: readonly Example[] = [
  ...floorExamples,
  ...closingExamples,
  ...doorScreens,
  ...notifyScreens,
  ...offerScreens,
]

export const shown: readonly Example[] = [...examples, ...screens]

/** /_gallery without a name, /_gallery/:example with one; undefined: no such example. */
export function gallery(view: View, name?: string): string | undefined {
  if (name === undefined) return renderPage(<GalleryPage view={view} examples={shown} />)
  const example = shown.find((one) => one.name === name)
  return example && renderPage(example.page(view))
}
