import type { Field } from '#modules/projects'
import { advancedManufacturing } from './advanced-manufacturing.ts'
import { aerospace } from './aerospace.ts'
import { biologyMedicine } from './biology-medicine.ts'
import { electronicInformation } from './electronic-information.ts'
import { highTechServices } from './high-tech-services.ts'
import type { Idea } from './idea.ts'
import { newEnergy } from './new-energy.ts'
import { newMaterials } from './new-materials.ts'
import { resourcesEnvironment } from './resources-environment.ts'

const byField: Readonly<Record<Field, readonly Idea[]>> = {
  electronic_information: electronicInformation,
  biology_medicine: biologyMedicine,
  aerospace,
  new_materials: newMaterials,
  high_tech_services: highTechServices,
  new_energy: newEnergy,
  resources_environment: resourcesEnvironment,
  advanced_manufacturing: advancedManufacturing,
}

/** Made-up projects: what they are called and what they do, in both languages, by field. */
export const ideas: readonly (readonly [Field, ...Idea])[] = (
  Object.entries(byField) as [Field, readonly Idea[]][]
) // the record has no other keys
  .flatMap(([field, of]) => of.map((idea): readonly [Field, ...Idea] => [field, ...idea]))
