/** The readable API description at /docs: everything it needs is served from here, nothing from elsewhere. */
import { createHash } from 'node:crypto'
import scalar from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'

/** Registers /openapi.json and /docs. */
export async function registerDocumentation(app: FastifyInstance, document: object): Promise<void> {
  const json = JSON.stringify(document)
  app.get('/openapi.json', { schema: { hide: true } as object }, (_, reply) =>
    reply.type('application/json; charset=utf-8').send(json),
  )
  await app.register(async (docs) => {
    docs.addHook('onSend', async (_, reply, payload) => {
      const isPage = String(reply.getHeader('content-type')).startsWith('text/html')
      if (isPage && typeof payload === 'string') reply.header('content-security-policy', policyFor(payload))
      else reply.header('cache-control', 'public, max-age=3600')
      return payload
    })
    await docs.register(scalar, {
      routePrefix: '/docs',
      logLevel: 'warn',
      configuration: {
        url: '/openapi.json',
        pageTitle: 'Pratibimba API',
        withDefaultFonts: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        telemetry: false,
        agent: { disabled: true },
        mcp: { disabled: true },
        defaultOpenAllTags: true,
        customCss:
          ':root { --scalar-font: system-ui, sans-serif; --scalar-font-code: ui-monospace, monospace }',
      },
    })
  })
}

/** The page starts itself by one inline script; it alone is allowed, by its hash. */
function policyFor(page: string): string {
  const inline = [...page.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) => script,
  )
  const hashes = inline.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  return [
    "default-src 'self'",
    `script-src 'self' ${hashes.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join(';')
}
