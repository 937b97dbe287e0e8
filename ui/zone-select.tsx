import { type Zone, zones, zoneText } from '#kernel/time'
import { type Option, Select } from './choices.tsx'
import type { FieldProps } from './field.tsx'
import type { Reader } from './said.tsx'

export type ZoneSelectProps = FieldProps & {
  visit: Pick<Reader, 'say' | 'locale'>
  value?: Zone | undefined
  /** The likely ones: the stations', the edition's. They come first, called as people call them. */
  first?: readonly Zone[] | undefined
}

/**
 * A time zone out of the list: the likely ones first, then every other by its IANA name, which is what a reader types to
 * get there. One that stands but is listed no more, such as Asia/Chongqing, can be kept.
 */
export function ZoneSelect({ visit, first = [], ...props }: ZoneSelectProps) {
  const { say, locale } = visit
  const likely = [...new Set([...(props.value ? [props.value] : []), ...first])]
  const all = zones().filter((each) => !likely.includes(each))
  const asked = (each: Zone): Option => ({
    value: each,
    label: each === 'UTC' ? each : say('kernel.brackets', { text: zoneText(each, locale), more: each }),
  })
  return (
    <Select
      {...props}
      options={likely.map(asked)}
      groups={[
        {
          label: say('kernel.zones_all'),
          options: all.map((value) => ({ value, label: value.replaceAll('_', ' ') })),
        },
      ]}
      {...(props.value === undefined && { empty: say('kernel.choose') })}
    />
  )
}
