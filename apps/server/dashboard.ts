/** The dashboard's files under /app, with the page for every address below it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pratibimba</title>
<h1>The dashboard is not built</h1>
<p>Run <code>npm run build</code> in the project and start again. The API answers as it is; it is described at <a href="/docs/">/docs</a>.</p></html>`

/** @param directory where the built files lie */
export async function registerDashboard(app: FastifyInstance, directory: string): Promise<void> {
  app.get('/favicon.ico', (_, reply) => reply.code(204).send())
  app.get('/', (_, reply) => reply.redirect('/app/', 302))
  app.get('/app', (_, reply) => reply.redirect('/app/', 302))
  if (!existsSync(join(directory, 'index.html'))) {
    app.get('/app/*', (_, reply) => reply.code(503).type('text/html; charset=utf-8').send(notBuilt))
    return
  }
  const built = new Set(
    readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')),
  )
  await app.register(fastifyStatic, { root: directory, serve: false, cacheControl: false })
  app.get<{ Params: { '*': string } }>('/app/*', (request, reply) => {
    const name = request.params['*']
    const isAsset = name.startsWith('assets/')
    // Addresses of pages are the router's of the dashboard; a missing asset is missing.
    if (isAsset && !built.has(name)) return reply.callNotFound()
    // Names of assets hold a hash of their bytes.
    reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache')
    return reply.sendFile(name !== '' && built.has(name) && /\.\w+$/.test(name) ? name : 'index.html')
  })
}
