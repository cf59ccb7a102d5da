import type { Catalogue } from './catalogue.ts'
import type { OfficeDefinition } from './definition.ts'
import type { Fault, Path } from './faults.ts'
import { twice, unknown } from './name-checks.ts'

/** What the shape of `day` cannot say: names refer to something, every stage is served, letters differ. */
export function dayFaults({ day, sites }: OfficeDefinition, { services }: Catalogue): Fault[] {
  if (!day) return []
  const stagesNamed = (names: readonly string[], path: Path): Fault[] => [
    ...unknown(names, day.stages, path, 'offices.definition.noSuchStage'),
    ...twice(names, (index) => [...path, index]),
  ]
  const letters = Object.values(day.letters)
  return [
    ...twice(day.stages.map((one) => one.id), (index) => ['day', 'stages', index, 'id']),
    ...twice(day.counters.map((one) => one.id), (index) => ['day', 'counters', index, 'id']),
    ...day.counters.flatMap((one, index) => [
      ...unknown([one.site], sites, ['day', 'counters', index, 'site'], 'offices.definition.noSuchSite'),
      ...stagesNamed(one.stages, ['day', 'counters', index, 'stages']),
    ]),
    ...day.journeys.flatMap((one, index) => [
      ...unknown(
        one.services ?? [],
        services,
        ['day', 'journeys', index, 'services'],
        'offices.definition.noSuchService',
      ),
      ...stagesNamed(one.stages, ['day', 'journeys', index, 'stages']),
    ]),
    ...(day.journeys.some((one) => !one.services)
      ? []
      : [{ path: ['day', 'journeys'], say: 'offices.definition.journeyForRest' } as const]),
    ...(day.collectionStage
      ? unknown([day.collectionStage], day.stages, ['day', 'collectionStage'], 'offices.definition.noSuchStage')
      : []),
    ...(new Set(letters).size < letters.length
      ? [{ path: ['day', 'letters'], say: 'offices.definition.sameLetter' } as const]
      : []),
    ...doorFaults(day),
    ...unserved(day),
  ]
}

/** What entries of the draw at the door begin with: U-07. */
export const DOOR_LETTER = 'U'

function doorFaults({ door, letters }: NonNullable<OfficeDefinition['day']>): Fault[] {
  if (!door) return []
  return [
    ...(door.opens < door.drawAt
      ? []
      : [{ path: ['day', 'door', 'drawAt'], say: 'offices.definition.doorHours' } as const]),
    ...(Object.values(letters).includes(DOOR_LETTER)
      ? [{ path: ['day', 'letters'], say: 'offices.definition.doorLetter', values: { letter: DOOR_LETTER } } as const]
      : []),
  ]
}

/** At a site with counters every stage of a journey needs one, or people would wait there for ever. */
function unserved({ counters, journeys }: NonNullable<OfficeDefinition['day']>): Fault[] {
  const needed = new Set(journeys.flatMap((one) => one.stages))
  return [...Map.groupBy(counters, (one) => one.site)].flatMap(([site, own]) =>
    [...needed]
      .filter((stage) => !own.some((one) => one.stages.includes(stage)))
      .map((stage): Fault => ({
        path: ['day', 'counters'],
        say: 'offices.definition.stageUnserved',
        values: { site, stage },
      })),
  )
}
