import { z } from 'zod'
import type { ApiRoute, Doors, Route } from '#platform/http'

const isApi = (route: Route): route is ApiRoute => route.kind === 'api'
const openPath = (path: string) => path.replace(/:(\w+)/g, '{$1}')

const errorShape = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string', description: 'Stable; see docs/integrate' },
        message: { type: 'string', description: 'For people, in the language of Accept-Language' },
        details: { type: 'object' },
        fields: { type: 'array', items: { type: 'object' } },
      },
      required: ['code', 'message'],
    },
  },
}

/** OpenAPI 3.1 from the very schemas that parse the requests, so that it cannot say anything else. */
export function openApi(doors: readonly Doors[], origin: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const { module, routes } of doors)
    for (const route of routes.filter(isApi)) {
      const input = z.toJSONSchema(route.input, { unrepresentable: 'any', io: 'input' })
      const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
      const parameters = names.map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      }))
      const hasBody = route.method !== 'get' && route.method !== 'delete'
      paths[openPath(route.path)] = {
        ...paths[openPath(route.path)],
        [route.method]: {
          tags: [module],
          summary: route.summary,
          parameters,
          ...(hasBody ? { requestBody: { content: { 'application/json': { schema: input } } } } : {}),
          responses: {
            200: {
              description: 'Done',
              content: {
                'application/json': { schema: z.toJSONSchema(route.output, { unrepresentable: 'any' }) },
              },
            },
            default: { description: 'Refused', content: { 'application/json': { schema: errorShape } } },
          },
        },
      }
    }
  return { openapi: '3.1.0', info: { title: 'Haigui', version: '1' }, servers: [{ url: origin }], paths }
}
